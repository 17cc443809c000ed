// Sets papers with Typst in its fastest use: one compiler instance, a constant main file,
// the paper as a virtual file, what it remembers dropped after ten papers. A line of the
// data is one paper, which only Typst reads.
//
//     node typst.js papers.jsonl fonts-folder output-folder tags|plain
const fs = require('fs'), path = require('path');
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const [data, fonts, out, tags] = process.argv.slice(2);
const blobs = ['Regular', 'Bold', 'Italic', 'BoldItalic'].map(s => fs.readFileSync(path.join(fonts, 'Tinos-' + s + '.ttf')));
const compiler = NodeCompiler.create({ workspace: __dirname, fontArgs: [{ fontBlobs: blobs }] });
const main = '#import "report.typ": report\n#report(json("paper.json"))';
const papers = fs.readFileSync(data);
for (let from = 0, n = 1; from < papers.length; n++) {
  const end = papers.indexOf(10, from);
  compiler.mapShadow(path.join(__dirname, 'paper.json'), papers.subarray(from, end));
  fs.writeFileSync(path.join(out, n + '.pdf'), compiler.pdf({ mainFileContent: main }, { pdfTags: tags === 'tags' }));
  compiler.evictCache(10);
  from = end + 1;
}
