"""`make up` as people use it and as machines end it: each test has a stack of its own."""
