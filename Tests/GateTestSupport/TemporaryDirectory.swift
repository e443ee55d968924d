// Support for tests of all modules.
