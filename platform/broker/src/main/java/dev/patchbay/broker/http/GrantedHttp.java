package dev.patchbay.broker.http;

import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.broker.Grant;
import dev.patchbay.broker.GrantKind;
import dev.patchbay.broker.HostGrant;
import dev.patchbay.broker.InvalidGrantException;
import dev.patchbay.broker.Scope;
import dev.patchbay.egress.AddressCheck;
import dev.patchbay.egress.AddressRule;
import dev.patchbay.egress.Received;
import dev.patchbay.egress.Sent;
import dev.patchbay.egress.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** HTTP of one instance. Every hop is checked against what is granted at that moment. */
final class GrantedHttp implements HttpAccess {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_URL = 8192;
    private static final Set<String> OF_THE_HOST = Set.of("host", "connection", "content-length", "transfer-encoding",
            "expect", "keep-alive", "te", "trailer", "upgrade", "http2-settings", "proxy-authorization",
            "proxy-connection", "forwarded", "via");
    /** What goes along to another server: nothing that can be a credential. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-encoding", "accept-language", "user-agent",
            "content-type");

    private final HttpBroker broker;
    private final Scope scope;

    GrantedHttp(HttpBroker broker, Scope scope) {
        this.broker = broker;
        this.scope = scope;
    }

    /** A request on its way. */
    private record Hop(URI url, Sent sent) {}

    @Override
    public HttpResponse send(HttpRequest request) throws IOException {
        Duration limit = scope.remaining(broker.limits().time());
        if (request.timeout().isPresent() && request.timeout().get().compareTo(limit) < 0) {
            limit = request.timeout().get();
        }
        long end = System.nanoTime() + limit.toNanos();
        Hop hop = first(request);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Target target = target(hop.url());
            Received received = broker.exchange(target, hop.sent(), check(target),
                    Duration.ofNanos(end - System.nanoTime()));
            Optional<String> location = request.followsRedirects() ? location(received) : Optional.empty();
            if (location.isEmpty()) {
                return HttpResponse.of(received.status(), hop.url().toString(), received.headers(), received.body());
            }
            hop = next(hop, target, received.status(), location.get());
        }
        throw new IOException("more than " + MAX_REDIRECTS + " redirects, the last one to " + hop.url().getHost());
    }

    private Hop first(HttpRequest request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (OF_THE_HOST.contains(lower) || lower.startsWith("x-forwarded-")) {
                throw new IllegalArgumentException("The header " + name + " is the host's to set");
            }
            values.forEach(value -> headers.add(Map.entry(name, value)));
        });
        if (!request.headers().containsKey("User-Agent")) {
            headers.add(Map.entry("User-Agent", "Patchbay"));
        }
        byte[] body = request.body();
        if (body.length > broker.limits().maxBytes()) {
            throw new IllegalArgumentException("The body has more than " + broker.limits().maxBytes() + " bytes");
        }
        if ("CONNECT".equalsIgnoreCase(request.method()) || "TRACE".equalsIgnoreCase(request.method())) {
            throw new IllegalArgumentException("The method " + request.method() + " is not sent");
        }
        try {
            URI url = url(request.url());
            return new Hop(url, new Sent(request.method(), path(url), headers, body));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This is no URL: " + e.getReason());
        }
    }

    private static URI url(String text) throws URISyntaxException {
        if (text.length() > MAX_URL) {
            throw new URISyntaxException("(too long)", "it has more than " + MAX_URL + " characters");
        }
        return new URI(new URI(text).toASCIIString());
    }

    private static String path(URI url) {
        String path = url.getRawPath();
        String query = url.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static Target target(URI url) throws IOException {
        return Target.of(url);
    }

    /** Finds the grant for a server now, and says which addresses it allows. */
    private AddressCheck check(Target target) throws IOException {
        Grant needed = needed(target, "");
        HostGrant grant = scope.grants().host(target.host(), target.port()).orElseThrow(() -> scope.missing(needed));
        return address -> problem(target, grant, address);
    }

    private static Grant needed(Target target, String mark) throws IOException {
        try {
            String authority = new Target(true, target.host(), target.port() == 80 ? 443 : target.port()).authority();
            return Grant.of(GrantKind.HOSTS, authority + mark);
        } catch (InvalidGrantException e) {
            throw new IOException("neither the name of a host nor a plain address: " + target.host());
        }
    }

    private Optional<String> problem(Target target, HostGrant grant, InetAddress address) {
        boolean isNowhere = address.isAnyLocalAddress() || address.isMulticastAddress();
        if (AddressRule.isPublic(address) || (grant.isAddress() && !isNowhere)) {
            return Optional.empty();
        }
        if (AddressRule.isPrivate(address)) {
            if (grant.allowsPrivate()) {
                return Optional.empty();
            }
            try {
                throw scope.missing(needed(target, " (private)"));
            } catch (IOException e) {
                return Optional.of("its address is not public");
            }
        }
        return Optional.of("its address " + address.getHostAddress() + " is none that a name may lead to");
    }

    private static Optional<String> location(Received received) {
        return switch (received.status()) {
            case 301, 302, 303, 307, 308 -> received.headers().stream()
                    .filter(header -> "location".equalsIgnoreCase(header.getKey())).map(Map.Entry::getValue)
                    .findFirst();
            default -> Optional.empty();
        };
    }

    private static Hop next(Hop hop, Target from, int status, String location) throws IOException {
        Sent before = hop.sent();
        URI url;
        try {
            url = hop.url().resolve(url(location));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException(from.authority() + ": it redirects to what is no URL");
        }
        Target to = target(url);
        if (from.encrypted() && !to.encrypted()) {
            throw new IOException(from.authority() + ": it redirects from https to http");
        }
        boolean keeps = status == 307 || status == 308 || "GET".equals(before.method())
                || "HEAD".equals(before.method());
        boolean isElsewhere = !from.equals(to);
        if (isElsewhere && keeps && before.body().length > 0) {
            throw new IOException(from.authority() + ": it redirects a request with a body to another server, "
                    + to.authority());
        }
        List<Map.Entry<String, String>> headers = before.headers().stream().filter(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            return (!isElsewhere || HARMLESS.contains(name)) && (keeps || !"content-type".equals(name));
        }).toList();
        return new Hop(url, new Sent(keeps ? before.method() : "GET", path(url), headers,
                keeps ? before.body() : new byte[0]));
    }
}
