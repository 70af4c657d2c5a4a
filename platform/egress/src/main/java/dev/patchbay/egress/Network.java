package dev.patchbay.egress;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8}. Immutable. */
public final class Network {
    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a block.
     *
     * @param text an address, or an address and the length of its prefix
     * @return the block
     * @throws IllegalArgumentException if it is neither, or if bits behind the prefix are set
     */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        byte[] prefix = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > prefix.length * 8) {
            throw new IllegalArgumentException("'" + text + "' has no prefix of 0 to " + prefix.length * 8 + " bits");
        }
        byte[] masked = prefix.clone();
        for (int i = bits; i < masked.length * 8; i++) {
            masked[i / 8] &= (byte) ~(0x80 >> (i % 8));
        }
        if (!Arrays.equals(prefix, masked)) {
            throw new IllegalArgumentException("'" + text + "' has bits behind its prefix");
        }
        return new Network(prefix, bits);
    }

    /**
     * Tells whether an address is in this block.
     *
     * @param address the address
     * @return true if so
     */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((bytes[i / 8] & mask) != (prefix[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
