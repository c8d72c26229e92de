import GRDB

/// The tables, version by version; a migration that was released is never changed.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 answers, items, exams, settings") { db in
            try db.create(table: "answer", options: .withoutRowID) { table in
                table.primaryKey("id", .text)
                table.column("chapter", .text).notNull()
                table.column("exercise", .text).notNull()
                table.column("topic", .text).notNull()
                // SQLite's integers are signed; the seed's bits are kept.
                table.column("seed", .integer).notNull()
                table.column("answeredAt", .double).notNull()
                table.column("seconds", .double)
                table.column("hints", .integer).notNull()
                table.column("earned", .integer).notNull()
                table.column("points", .integer).notNull()
                table.column("given", .text).notNull()
                table.column("source", .text).notNull()
                table.column("session", .text).notNull()
                table.column("isRetracted", .boolean).notNull()
            }
            try db.create(index: "answerByItem", on: "answer", columns: ["chapter", "exercise"])
            // What the answers add up to, so that nothing has to read them all again.
            try db.create(table: "item", options: .withoutRowID) { table in
                table.column("chapter", .text).notNull()
                table.column("exercise", .text).notNull()
                table.column("topic", .text).notNull()
                table.column("phase", .text).notNull()
                table.column("step", .integer)
                table.column("stability", .double)
                table.column("difficulty", .double)
                table.column("due", .double).notNull()
                table.column("lastReview", .double)
                table.column("answers", .integer).notNull()
                table.column("rightAnswers", .integer).notNull()
                table.column("isFirstRight", .boolean).notNull()
                table.primaryKey(["chapter", "exercise"])
            }
            try db.create(index: "itemByDue", on: "item", columns: ["due"])
            try db.create(table: "exam", options: .withoutRowID) { table in
                table.primaryKey("id", .text)
                table.column("startedAt", .double).notNull()
                table.column("finishedAt", .double)
                table.column("document", .text).notNull()
            }
            try db.create(table: "setting", options: .withoutRowID) { table in
                table.primaryKey("key", .text)
                table.column("value", .text).notNull()
            }
        }
        return migrator
    }
}
