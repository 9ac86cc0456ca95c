#!/usr/bin/env node
process.exitCode = require('../lib/command-line').main(process.argv.slice(2));
