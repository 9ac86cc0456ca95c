// In place of the package `async`, in bundles: the functions that dynalite uses, instead of all in one file.
module.exports = { each: require('async/each'), map: require('async/map'), parallel: require('async/parallel'), queue: require('async/queue'), series: require('async/series') };
