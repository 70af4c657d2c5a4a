package dev.patchbay.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for who sent a request. Only one header is read, since a proxy passes on unseen what
 * it does not know; from anybody else it is read by nobody.
 *
 * @param blocks where they are
 * @param header what they write
 */
public record TrustedProxies(List<AddressBlock> blocks, Header header) {
    /** Nobody's word is taken. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), Header.X_FORWARDED_FOR);

    private static final HttpString X_FORWARDED_FOR = HttpString.tryFromString("X-Forwarded-For");
    private static final HttpString FORWARDED = HttpString.tryFromString("Forwarded");
    private static final List<HttpString> SIGNS = List.of(X_FORWARDED_FOR, FORWARDED,
            HttpString.tryFromString("X-Real-IP"), HttpString.tryFromString("X-Forwarded-Host"),
            HttpString.tryFromString("X-Forwarded-Proto"), HttpString.tryFromString("Via"));

    public TrustedProxies {
        blocks = List.copyOf(blocks);
    }

    /** What proxies write. */
    public enum Header {
        /** Addresses with commas between. */
        X_FORWARDED_FOR,
        /** RFC 7239. */
        FORWARDED
    }

    /** Whether a proxy has had the request in its hands, as far as it tells. */
    static boolean isForwarded(HeaderMap headers) {
        for (HttpString sign : SIGNS) {
            if (headers.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    boolean trusts(InetAddress address) {
        for (AddressBlock block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Who sent a request: read from the right, the first hop that is no proxy of ours. Where that hop is no address, the
     * proxy that wrote it stands for it.
     */
    InetAddress sender(InetAddress peer, HeaderMap headers) {
        InetAddress sender = peer;
        if (!trusts(peer)) {
            return sender;
        }
        List<String> hops = hops(headers.get(header == Header.FORWARDED ? FORWARDED : X_FORWARDED_FOR));
        for (int i = hops.size() - 1; i >= 0; i--) {
            InetAddress hop = address(hops.get(i));
            if (hop == null) {
                return sender;
            }
            sender = hop;
            if (!trusts(hop)) {
                return sender;
            }
        }
        return sender;
    }

    private List<String> hops(@Nullable HeaderValues values) {
        List<String> hops = new ArrayList<>();
        if (values != null) {
            for (String value : values) {
                for (String element : value.split(",", -1)) {
                    hops.add(header == Header.FORWARDED ? forwardedFor(element) : element.strip());
                }
            }
        }
        return hops;
    }

    /** The {@code for} of an element; a comma in quotes makes it no address, which is what it should be. */
    private static String forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
                String value = stripped.substring(4);
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    /** An address with or without a port. */
    private static @Nullable InetAddress address(String hop) {
        int end = hop.indexOf(']');
        String bare = hop;
        if (hop.startsWith("[") && end > 0) {
            bare = hop.substring(1, end);
        } else if (hop.indexOf(':') > 0 && hop.indexOf(':') == hop.lastIndexOf(':')) {
            bare = hop.substring(0, hop.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
