// Writes a list as workbooks with exceljs, whole or streamed, in the look that thidua's
// have: node books.js LIST.json OUT plain|streaming COPIES
const path = require('path')
if (process.argv[2] === '--version') {
  console.log(require('exceljs/package.json').version)
  process.exit()
}
const fs = require('fs')
const ExcelJS = require('exceljs')
const [, , input, out, mode, copies] = process.argv
const list = JSON.parse(fs.readFileSync(input))

const edge = { style: 'thin', color: { argb: 'FF000000' } }
const border = { left: edge, right: edge, top: edge, bottom: edge }
const font = { name: 'Times New Roman', size: 12 }
const bold = { ...font, bold: true }
const formats = { integer: '0', date: 'dd/mm/yyyy', money: '#,##0' }
const styles = list.columns.map((c) => ({
  font, border, alignment: { horizontal: c.align, vertical: 'top', wrapText: c.kind === 'text' }, numFmt: formats[c.kind],
}))
const head = { font: bold, border, alignment: { horizontal: 'center', vertical: 'middle', wrapText: true } }
const title = { font: bold, alignment: { horizontal: 'center', vertical: 'middle' } }
const days = list.columns.map((c) => c.kind === 'date')
const firstRow = 5 // of the list: title in rows 1 and 2, headings in row 4

async function write(file) {
  const streaming = mode === 'streaming'
  const book = streaming ? new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true }) : new ExcelJS.Workbook()
  const sheet = book.addWorksheet(list.sheet, {
    views: [{ state: 'frozen', ySplit: firstRow - 1, showGridLines: false }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '4:4' },
  })
  const done = (row) => { if (streaming) row.commit() }
  sheet.columns = list.columns.map((c, i) => ({ width: c.width, style: styles[i] }))
  for (let n = 1; n <= 3; n++) {
    const row = sheet.getRow(n)
    for (let i = 1; i <= list.columns.length; i++) row.getCell(i).style = title
    if (n < 3) {
      row.getCell(1).value = list.title[n - 1]
      sheet.mergeCells(n, 1, n, list.columns.length)
    }
    done(row)
  }
  const headings = sheet.getRow(4)
  list.columns.forEach((c, i) => {
    const cell = headings.getCell(i + 1)
    cell.value = c.head
    cell.style = head
  })
  done(headings)
  const totals = list.columns.map(() => 0)
  for (const values of list.rows) {
    const row = sheet.addRow(values.map((v, i) => (days[i] ? new Date(v) : v)))
    values.forEach((v, i) => { if (list.columns[i].kind === 'money') totals[i] += v })
    done(row)
  }
  const last = sheet.getRow(firstRow + list.rows.length)
  list.columns.forEach((c, i) => {
    const cell = last.getCell(i + 1)
    if (c.kind === 'money') {
      const column = sheet.getColumn(i + 1).letter
      cell.value = { formula: `SUBTOTAL(9,${column}${firstRow}:${column}${firstRow + list.rows.length - 1})`, result: totals[i] }
    } else cell.value = null
  })
  done(last)
  if (streaming) await book.commit()
  else await book.xlsx.writeFile(file)
}

;(async () => {
  for (let i = 0; i < Number(copies); i++) await write(path.join(out, `${i}.xlsx`))
})()
