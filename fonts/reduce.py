#!/usr/bin/python3
"""Reduces Tinos to the letters that papers of a Vietnamese office need.

Usage: reduce.py DIR-OF-FULL-FONTS OUT-DIR
Needs fontTools (Debian: fonttools) and Tinos 1.33 (Debian: fonts-croscore).

Kept: Latin-1, Latin Extended-A (names of ethnic groups and foreigners), all 134
Vietnamese letters, combining tones, the punctuation and symbols of offices. Left
out: hinting, kerning and layout tables, which neither the typesetter nor a printed
page uses. Names stay: the licence reserves none.
"""
import struct
import sys
import unicodedata

from fontTools import subset
from fontTools.ttLib import TTFont

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")

letters = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
for base in "aAăĂâÂeEêÊiIoOôÔơƠuUưƯyY":
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
        letters |= {ord(c) for c in unicodedata.normalize("NFC", base + tone)}
letters |= {ord(c) for c in (
    "đĐ“”‘’‚„–—‒―…•‣₫€£¥§°±×÷№™®©≤≥≠≈√∞∆−∑µ¼½¾²³¹←→↑↓■□▪▫◦●○◊⁄‰′″"
    "\u2002\u2003\u2009\u2010\u2011\u202f\u0300\u0301\u0303\u0309\u0323")}


class Raw:
    """A table that is written as the bytes it holds."""
    dependencies = []

    def __init__(self, data):
        self.data = data

    def compile(self, _):
        return self.data


def reduce(source, target):
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.layout_features = []
    options.legacy_kern = False
    options.recalc_bounds = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "DSIG", "LTSH",
                            "hdmx", "VDMX", "PCLT", "FFTM", "meta", "gasp"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.save(target)

    # fontTools leaves out equal advances at the end of hmtx; gofpdf then appends to
    # the bytes it was given and corrupts the font. So every advance is written out.
    font = TTFont(target, recalcBBoxes=False, recalcTimestamp=False)
    order, metrics = font.getGlyphOrder(), font["hmtx"].metrics
    font["hhea"].numberOfHMetrics = len(order)
    font.tables["hmtx"] = Raw(b"".join(struct.pack(">Hh", *metrics[g]) for g in order))
    font.save(target)


def main():
    source, target = sys.argv[1:]
    for style in STYLES:
        reduce(f"{source}/Tinos-{style}.ttf", f"{target}/Tinos-{style}.ttf")


main()
