package dev.patchbay.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects a socket; here tests see every address that is connected to. Safe for all threads. */
@FunctionalInterface
public interface Connector {
    /** The sockets of this machine. */
    Connector DIRECT = Socket::connect;

    /**
     * Connects a socket.
     *
     * @param socket the socket
     * @param address where to, resolved and checked
     * @param millis how long it may take
     * @throws IOException if that does not work
     */
    void connect(Socket socket, InetSocketAddress address, int millis) throws IOException;
}
