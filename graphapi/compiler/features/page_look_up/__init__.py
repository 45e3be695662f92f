"""Pages whose nodes are looked up before the operation's statement, on the embedded store."""
