package dev.patchbay.security.certificate;

import dev.patchbay.security.IdentityDirectory;
import dev.patchbay.security.IdentityDirectory.Linked;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names in a certificate that can be linked to a client: its subject, and its alternative names as
 * {@code dns:agent.example.com}, {@code uri:spiffe://example.com/agent} and {@code email:agent@example.com}.
 *
 * @param issuer who issued it, in canonical form
 * @param subject its subject in canonical form, empty if it has none
 * @param alternatives its alternative names
 */
record CertificateNames(String issuer, String subject, List<String> alternatives) {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateNames.class);
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    static CertificateNames of(X509Certificate client) {
        List<String> alternatives = new ArrayList<>();
        try {
            Collection<List<?>> names = client.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0) instanceof Integer type && name.get(1) instanceof String text) {
                    switch (type) {
                        case EMAIL -> alternatives.add("email:" + text);
                        case DNS -> alternatives.add("dns:" + text);
                        case URI -> alternatives.add("uri:" + text);
                        default -> LOG.debug("A name of type {} links nobody", type);
                    }
                }
            }
        } catch (CertificateParsingException e) {
            LOG.warn("The alternative names of a client certificate cannot be read and link nobody", e);
        }
        return new CertificateNames(client.getIssuerX500Principal().getName(X500Principal.CANONICAL),
                client.getSubjectX500Principal().getName(X500Principal.CANONICAL), alternatives);
    }

    /** What links it, by the name of its issuer and, where that is left open, without it. */
    List<Linked> linked(IdentityDirectory directory) {
        List<Linked> found = new ArrayList<>();
        for (String by : List.of(issuer, "")) {
            if (!subject.isEmpty()) {
                add(directory.linked(Kind.CERTIFICATE_SUBJECT, by, subject), found);
            }
            for (String name : alternatives) {
                add(directory.linked(Kind.CERTIFICATE_SAN, by, name), found);
            }
        }
        return found;
    }

    private static void add(Optional<Linked> linked, List<Linked> found) {
        linked.ifPresent(found::add);
    }
}
