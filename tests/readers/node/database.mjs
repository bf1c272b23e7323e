// The number of rows of each table and view of a DuckDB file, and the answer to one query, as JSON.
import { DuckDBInstance } from '@duckdb/node-api'

const [path, query] = process.argv.slice(2)
const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
const connection = await instance.connect()
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()

const counts = {}
for (const { name } of await rows('select table_name as name from information_schema.tables')) {
  const [{ n }] = await rows(`select count(*)::integer as n from "${name}"`)
  counts[name] = n
}
process.stdout.write(JSON.stringify({ counts, answer: await rows(query) }))
