package dev.patchbay.protocol.codec;

import java.util.Set;

/**
 * Which methods a revision has.
 *
 * @param methods requests of clients
 * @param fromClient notifications of clients
 * @param fromServer notifications of servers
 */
record Vocabulary(Set<String> methods, Set<String> fromClient, Set<String> fromServer) {}
