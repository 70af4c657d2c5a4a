package dev.patchbay.http;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8}. Immutable. */
public final class AddressBlock {
    private final byte[] prefix;
    private final int bits;

    private AddressBlock(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a block.
     *
     * @param text an address, or an address and the length of its prefix
     * @throws IllegalArgumentException if it is neither, or if bits behind the prefix are set
     */
    public static AddressBlock of(String text) {
        int slash = text.indexOf('/');
        byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(text + " has no prefix of 0 to " + address.length * 8 + " bits");
        }
        if (!Arrays.equals(address, masked(address, bits))) {
            throw new IllegalArgumentException(text + " has bits behind its prefix of " + bits);
        }
        return new AddressBlock(address, bits);
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            masked[i] &= (byte) (0xff00 >> kept);
        }
        return masked;
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == prefix.length && Arrays.equals(masked(bytes, bits), prefix);
    }
}
