package dev.patchbay.inspection.signature;

import dev.patchbay.inspection.VisibleText;
import dev.patchbay.inspection.signature.SignatureReport.Signer;
import dev.patchbay.inspection.signature.SignatureReport.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Verifies a signed JAR: every entry, by the JDK's own verification, and that none was added and none is missing. Whether
 * a certificate is trusted is not asked of an authority: an administrator names the certificates that are.
 *
 * <p>Threads: pure functions over a file that nobody changes.
 */
public final class JarSignature {
    private static final Pattern RELATED = Pattern.compile(
            "META-INF/(?:MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(?:SF|RSA|DSA|EC))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK = Pattern.compile("META-INF/[^/]*\\.(?:RSA|DSA|EC|SF)",
            Pattern.CASE_INSENSITIVE);

    private JarSignature() {}

    /**
     * Verifies a JAR.
     *
     * @param jar the file, checked to be an archive that all readers read the same
     * @param now when
     * @return how it is signed
     * @throws IOException if it cannot be read
     */
    public static SignatureReport of(Path jar, Instant now) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            List<JarEntry> entries = Collections.list(file.entries());
            boolean isSigned = entries.stream().anyMatch(entry -> BLOCK.matcher(entry.getName()).matches());
            return isSigned ? verified(file, entries, now) : SignatureReport.UNSIGNED;
        } catch (SecurityException e) {
            return broken(String.valueOf(e.getMessage()));
        }
    }

    private static SignatureReport broken(String problem) {
        return new SignatureReport(Status.BROKEN, List.of(), VisibleText.line(problem, 300));
    }

    private static SignatureReport verified(JarFile file, List<JarEntry> entries, Instant now) throws IOException {
        Map<String, Signer> common = new LinkedHashMap<>();
        boolean isFirst = true;
        byte[] buffer = new byte[1 << 16];
        for (JarEntry entry : entries) {
            try (InputStream in = file.getInputStream(entry)) {
                while (in.read(buffer) >= 0) {
                    // reading to the end is what verifies
                }
            }
            if (entry.isDirectory() || RELATED.matcher(entry.getName()).matches()) {
                continue;
            }
            Map<String, Signer> signers = signers(entry, now);
            if (signers.isEmpty()) {
                return broken("its entry '" + entry.getName() + "' is not signed, or by an algorithm that is too weak");
            }
            if (isFirst) {
                common.putAll(signers);
                isFirst = false;
            } else {
                common.keySet().retainAll(signers.keySet());
            }
        }
        Optional<String> missing = missing(file);
        if (missing.isPresent()) {
            return broken("its entry '" + missing.get() + "' is signed and not there");
        }
        return common.isEmpty() ? broken("no signer signed all of its entries")
                : new SignatureReport(Status.SIGNED, new ArrayList<>(common.values()), "");
    }

    private static Optional<String> missing(JarFile file) throws IOException {
        Manifest manifest = file.getManifest();
        Set<String> listed = manifest == null ? Set.of() : manifest.getEntries().keySet();
        return listed.stream().filter(name -> file.getEntry(name) == null).findFirst();
    }

    private static Map<String, Signer> signers(JarEntry entry, Instant now) {
        Map<String, Signer> signers = new LinkedHashMap<>();
        CodeSigner[] all = entry.getCodeSigners();
        for (CodeSigner each : all == null ? new CodeSigner[0] : all) {
            if (each.getSignerCertPath().getCertificates().getFirst() instanceof X509Certificate certificate) {
                Instant from = certificate.getNotBefore().toInstant();
                Instant to = certificate.getNotAfter().toInstant();
                Signer signer = new Signer(fingerprint(certificate),
                        VisibleText.line(certificate.getSubjectX500Principal().getName(), 300), from, to,
                        now.isBefore(from) || now.isAfter(to));
                signers.put(signer.fingerprint(), signer);
            }
        }
        return signers;
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("Every JDK has SHA-256, and a certificate that was read can be written", e);
        }
    }

    /**
     * Returns a fingerprint as it is compared, however somebody writes it.
     *
     * @param written hexadecimal digits in either case, with or without colons
     * @return in lower case without colons
     */
    public static String fingerprint(String written) {
        return written.replace(":", "").toLowerCase(Locale.ROOT);
    }
}
