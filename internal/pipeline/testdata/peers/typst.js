// Sets papers with Typst in its fastest use: one compiler instance, a constant main file,
// the paper as a virtual file, what it remembers dropped after ten papers.
//
//     node typst.js papers.json fonts-folder output-folder tags|plain
const fs = require('fs'), path = require('path');
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const [data, fonts, out, tags] = process.argv.slice(2);
const blobs = ['Regular', 'Bold', 'Italic', 'BoldItalic'].map(s => fs.readFileSync(path.join(fonts, 'Tinos-' + s + '.ttf')));
const compiler = NodeCompiler.create({ workspace: __dirname, fontArgs: [{ fontBlobs: blobs }] });
const main = '#import "report.typ": report\n#report(json("paper.json"))';
for (const paper of JSON.parse(fs.readFileSync(data, 'utf8'))) {
  compiler.mapShadow(path.join(__dirname, 'paper.json'), Buffer.from(JSON.stringify(paper)));
  fs.writeFileSync(path.join(out, paper.name + '.pdf'), compiler.pdf({ mainFileContent: main }, { pdfTags: tags === 'tags' }));
  compiler.evictCache(10);
}
