/**
 * Stands in for `@vscode/spdlog` in the served VS Code, whose compiled part is not installed. VS Code 1.93 loops for ever
 * without a logger, and output channels are files that the logger writes.
 */
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const levels = ["trace", "debug", "info", "warn", "error", "critical"];

function createLogger(_name, file) {
  let threshold = 2;
  let plain = false;
  const write = (level) => (message) => {
    if (level < threshold) return;
    try {
      appendFileSync(file, plain ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`);
    } catch {
      // A log that can't be written must not become one more error to log.
    }
  };
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, "");
  const logger = Object.fromEntries(levels.map((name, level) => [name, write(level)]));
  return {
    ...logger,
    setLevel: (level) => {
      threshold = level;
    },
    clearFormatters: () => {
      plain = true;
    },
    setPattern: () => {},
    flush: () => {},
    drop: () => {},
  };
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createLogger = createLogger;
exports.createRotatingLogger = async (name, file) => createLogger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => createLogger(name, file);
