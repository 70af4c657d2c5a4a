package dev.patchbay.security.certificate;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertStoreException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a chain leads from a client's certificate to one of our authorities, by the rules of PKIX as the JDK has them,
 * and some stricter ones. Blocks where revocation is asked about.
 *
 * <p>Source: RFC 5280, section 6. Threads: safe for all.
 */
final class ChainValidation {
    private static final Logger LOG = LoggerFactory.getLogger(ChainValidation.class);
    private static final int MAX_CHAIN = 6;
    private static final int MAX_INTERMEDIATES = 4;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 256;
    private static final Set<String> CLIENT_USES = Set.of("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

    private final Set<TrustAnchor> anchors;
    private final Revocation revocation;
    private final RevocationLists lists;

    ChainValidation(CertificateSettings settings) {
        this.anchors = settings.authorities().stream().map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        this.revocation = settings.revocation();
        this.lists = new RevocationLists(revocation instanceof Revocation.Lists(var files) ? files : List.of());
    }

    /** Whether finding out can take time. */
    boolean needsTime() {
        return !(revocation instanceof Revocation.Off);
    }

    /** What is wrong with a chain, its client's own certificate first; empty if nothing is. */
    Optional<ChainProblem> problem(List<X509Certificate> chain, Instant now) {
        X509Certificate client = chain.getFirst();
        if (!isValidAt(client, now)) {
            return Optional.of(ChainProblem.EXPIRED);
        }
        try {
            Optional<String> unfit = unfit(chain);
            if (unfit.isPresent()) {
                LOG.warn("A client certificate is refused ({}): {}", name(client), unfit.get());
                return Optional.of(ChainProblem.INVALID);
            }
            build(chain, now);
            return Optional.empty();
        } catch (CertPathBuilderException | CertPathValidatorException e) {
            LOG.warn("A client certificate is refused ({}): {}", name(client), e.toString());
            return Optional.of(problem(e));
        } catch (GeneralSecurityException e) {
            LOG.error("A client certificate cannot be checked ({})", name(client), e);
            return Optional.of(ChainProblem.INVALID);
        }
    }

    static boolean isValidAt(X509Certificate client, Instant now) {
        try {
            client.checkValidity(Date.from(now));
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }

    private static String name(X509Certificate client) {
        return client.getSubjectX500Principal().getName();
    }

    /** What PKIX leaves to us: what the client's certificate is for, and how strong the chain is. */
    private static Optional<String> unfit(List<X509Certificate> chain) throws CertificateParsingException {
        X509Certificate client = chain.getFirst();
        if (chain.size() > MAX_CHAIN) {
            return Optional.of("its chain is longer than " + MAX_CHAIN);
        }
        if (client.getBasicConstraints() >= 0) {
            return Optional.of("it is of an authority, not of a client");
        }
        List<String> uses = client.getExtendedKeyUsage();
        if (uses != null && uses.stream().noneMatch(CLIENT_USES::contains)) {
            return Optional.of("it is not made for clients");
        }
        boolean[] usage = client.getKeyUsage();
        if (usage != null && !usage[0]) {
            return Optional.of("its key is not made for signatures");
        }
        for (X509Certificate each : chain) {
            String algorithm = each.getSigAlgName().toUpperCase(Locale.ROOT);
            boolean selfSigned = each.getSubjectX500Principal().equals(each.getIssuerX500Principal());
            if (!selfSigned && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
                return Optional.of("its chain is signed with " + algorithm);
            }
            boolean weak = switch (each.getPublicKey()) {
                case RSAKey key -> key.getModulus().bitLength() < MIN_RSA_BITS;
                case ECKey key -> key.getParams().getOrder().bitLength() < MIN_EC_BITS;
                default -> false;
            };
            if (weak) {
                return Optional.of("a key of its chain is weak");
            }
        }
        return Optional.empty();
    }

    private void build(List<X509Certificate> chain, Instant now) throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(chain.getFirst());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setDate(Date.from(now));
        parameters.setMaxPathLength(MAX_INTERMEDIATES);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        parameters.setRevocationEnabled(false);
        CertPath path = CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath();
        if (needsTime()) {
            checkRevocation(path, now);
        }
    }

    private void checkRevocation(CertPath path, Instant now) throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        if (!(validator.getRevocationChecker() instanceof PKIXRevocationChecker checker)) {
            throw new InvalidAlgorithmParameterException("this JDK checks no revocation");
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setDate(Date.from(now));
        if (revocation instanceof Revocation.Online(var responder)) {
            checker.setOptions(EnumSet.of(Option.NO_FALLBACK));
            responder.ifPresent(checker::setOcspResponder);
        } else {
            checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
            parameters.addCertStore(CertStore.getInstance("Collection",
                    new CollectionCertStoreParameters(lists.current())));
        }
        parameters.addCertPathChecker(checker);
        validator.validate(path, parameters);
    }

    private static ChainProblem problem(GeneralSecurityException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException invalid) {
                if (invalid.getReason() == BasicReason.REVOKED) {
                    return ChainProblem.REVOKED;
                }
                if (invalid.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                    return ChainProblem.UNDETERMINED;
                }
                if (invalid.getReason() == BasicReason.EXPIRED || invalid.getReason() == BasicReason.NOT_YET_VALID) {
                    return ChainProblem.EXPIRED;
                }
            }
            if (cause instanceof CertStoreException) {
                return ChainProblem.UNDETERMINED;
            }
        }
        return ChainProblem.INVALID;
    }
}
