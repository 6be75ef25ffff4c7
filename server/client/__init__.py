"""The other end of the wire: what the command line, the benchmarks and the tests stream with."""
