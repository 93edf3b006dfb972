"""Django's PostgreSQL, which a long-lived process asks less."""
