import StudykitCLI

await Studykit.main()
