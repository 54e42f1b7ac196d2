"""`python -m tests.bench.live.run`: thousands of real sockets against a real `convenor serve`, beside a raw ceiling."""
