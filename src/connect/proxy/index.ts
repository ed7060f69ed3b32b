export { createProxiedAgents, type ProxiedAgents, type ProxiedCommand } from './proxied-agent.js'
export { joinProxy, runBeside } from './proxy-client.js'
