package vi

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// onsets and rhymes are the parts of which every Vietnamese syllable is made, tones
// taken away. After qu the rhymes of y count too.
var (
	onsets = set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	rhymes = set(`a ac ach ai am an ang anh ao ap at au ay
		ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
		e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
		i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
		o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay
		oăc oăm oăn oăng oăt oe oen oeo oet oong ooc
		ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
		u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây
		uê uêch uên uênh uơ uy uya uych uyn uynh uyên uyêt uyt uyu uyp
		ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
		y ych yêm yên yêng yêt yêu ynh yt`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// tones are the combining marks that change the tone and not the letter.
const tones = "\u0300\u0301\u0303\u0309\u0323"

// Syllable reports whether a word can be a syllable of Vietnamese: an onset and a
// rhyme of the language, one tone, and before a stop (c, ch, p, t) no tone but sắc
// and nặng. It knows no words: "nguyễm" passes.
func Syllable(word string) bool {
	var bare strings.Builder
	tone := rune(0)
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if !strings.ContainsRune(tones, r) {
			bare.WriteRune(r)
			continue
		}
		if tone != 0 {
			return false
		}
		tone = r
	}
	s := norm.NFC.String(bare.String())
	if strings.HasSuffix(s, "c") || strings.HasSuffix(s, "ch") || strings.HasSuffix(s, "p") || strings.HasSuffix(s, "t") {
		if tone != '\u0301' && tone != '\u0323' {
			return false
		}
	}
	if rhymes[s] {
		return true
	}
	for n := 1; n <= min(4, len(s)-1); n++ {
		if onsets[s[:n]] && rhymes[s[n:]] {
			return true
		}
	}
	return false
}
