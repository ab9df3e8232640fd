// What citation-js reads in the sources of a built site, and the list of references that it makes of them.
// node data.mjs FOLDER
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'

const read = (name, type) => new Cite(readFileSync(join(process.argv[2], name), 'utf8'), { forceType: type })
const items = cite => Object.fromEntries(cite.data.map(({ _graph, ...item }) => [item.id, item]))

const csl = read('sources.json', '@else/json')
console.log(JSON.stringify({
  csl: items(csl),
  biblatex: items(read('sources.bib', '@biblatex/text')),
  bibtex: items(read('sources.bib', '@bibtex/text')),
  references: csl.format('bibliography', { format: 'text', template: 'apa' }),
}))
