import StudykitCLI

await Studykit.start()
