// A stand-in for the engine process: answers each message with itself, so that the supervisor can be tried on a real child.
let init
process.on('message', (message) => {
  if (message.type === 'init') {
    init = message.init
    process.send({ type: 'ready' })
  } else if (message.type === 'message') {
    process.send({ type: 'message', connection: message.connection, data: [init.dataDir, process.pid, message.data] })
  } else if (message.type === 'shutdown') {
    process.exit(0)
  }
})
process.on('disconnect', () => process.exit(0))
