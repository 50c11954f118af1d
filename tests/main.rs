//! One binary for every test that runs awsp from outside.
