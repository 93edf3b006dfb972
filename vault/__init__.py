"""Keys and sealing. Knows no programme, imports no other room, and never says what it protects."""
