// A counter, a histogram and a rate of the test's own.
module.exports = {
  own(request, response, context, events, next) {
    events.emit('counter', 'cart.items', 3);
    events.emit('histogram', 'cart.total_price', 10.25);
    events.emit('rate', 'cart.rate');
    return next();
  },
};
