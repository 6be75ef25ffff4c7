"""The REST contract and the pages, one module per noun."""
