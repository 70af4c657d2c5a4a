package dev.patchbay.inspection.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.inspection.signature.SignaturePolicy.Mode;
import dev.patchbay.inspection.signature.SignatureReport.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarSignatureTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private static Path folder;
    private static byte[] signed;
    private static byte[] expired;
    private static String signer;
    private static Instant now;

    @BeforeAll
    static void sign() throws Exception {
        now = Instant.now();
        byte[] jar = zip(Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nPlugin-Id: signed\r\n\r\n", "a.class",
                "class a", "lib/thing.jar", "a library", "META-INF/patchbay/definitions.json", "{}"));
        signed = signed(jar, key("good", "CN=Example Ltd", "-1d", 365));
        expired = signed(jar, key("old", "CN=Old Example", "-400d", 300));
        signer = report(signed).signers().getFirst().fingerprint();
    }

    /** Makes a key and its certificate; returns its entry. */
    private static KeyStore.PrivateKeyEntry key(String name, String subject, String from, int days) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int exit = new ProcessBuilder(tool.toString(), "-genkeypair", "-keystore", store.toString(), "-storepass",
                new String(PASSWORD), "-alias", name, "-keyalg", "EC", "-dname", subject, "-startdate", from,
                "-validity",
                "" + days).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        assertThat(exit).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return (KeyStore.PrivateKeyEntry) keys.getEntry(name, new KeyStore.PasswordProtection(PASSWORD));
    }

    private static byte[] signed(byte[] jar, KeyStore.PrivateKeyEntry key) throws Exception {
        PrivateKey secret = key.getPrivateKey();
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(key.getCertificate()));
        Path from = Files.write(folder.resolve("unsigned.jar"), jar);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(from.toFile())) {
            new JarSigner.Builder(secret, path).build().sign(zip, out);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static SignatureReport report(byte[] jar) throws IOException {
        return JarSignature.of(Files.write(folder.resolve("looked-at.jar"), jar), now);
    }

    /** Changes what is in a JAR and leaves the signature as it was. */
    private static SignatureReport changed(byte[] jar, Consumer<Map<String, String>> change) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        change.accept(entries);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return report(out.toByteArray());
    }

    @Test
    void aSignatureHoldsForEveryEntryAndNamesItsSigner() throws IOException {
        SignatureReport report = report(signed);
        assertThat(report.status()).isEqualTo(Status.SIGNED);
        assertThat(report.signers()).singleElement().satisfies(each -> {
            assertThat(each.subject()).isEqualTo("CN=Example Ltd");
            assertThat(each.fingerprint()).matches("[0-9a-f]{64}");
            assertThat(each.isExpired()).isFalse();
        });
        assertThat(changed(signed, entries -> {
            // written anew with the same content
        }).status()).isEqualTo(Status.SIGNED);
    }

    @Test
    void whatIsChangedAddedOrTakenAwayBreaksIt() throws IOException {
        assertThat(changed(signed, all -> all.put("a.class", "class b")).status()).isEqualTo(Status.BROKEN);
        assertThat(changed(signed, all -> all.put("lib/thing.jar", "another")).status()).isEqualTo(Status.BROKEN);
        assertThat(changed(signed, all -> all.put("lib/more.jar", "x")).problem()).contains("lib/more.jar");
        assertThat(changed(signed, all -> all.put("META-INF/services/x", "x")).status()).isEqualTo(Status.BROKEN);
        assertThat(changed(signed, all -> all.remove("a.class")).problem()).contains("a.class");
        assertThat(changed(signed, all -> all.compute("META-INF/MANIFEST.MF",
                (name, text) -> text + "\r\nName: b.class\r\nSHA-256-Digest: AAAA\r\n\r\n")).status())
                .isEqualTo(Status.BROKEN);
        assertThat(changed(signed, all -> all.keySet().removeIf(name -> name.endsWith(".EC"))).status())
                .isEqualTo(Status.BROKEN);
    }

    @Test
    void aJarWithoutASignatureIsUnsigned() throws IOException {
        assertThat(report(zip(Map.of("a.class", "x")))).isEqualTo(SignatureReport.UNSIGNED);
    }

    @Test
    void anExpiredCertificateIsShown() throws IOException {
        SignatureReport report = report(expired);
        assertThat(report.status()).isEqualTo(Status.SIGNED);
        assertThat(report.signers().getFirst().isExpired()).isTrue();
        assertThat(report.text()).contains("CN=Old Example", "NOT NOW");
    }

    @Test
    void thePolicyDecides() throws IOException {
        SignatureReport good = report(signed);
        SignatureReport other = report(expired);
        SignatureReport broken = changed(signed, all -> all.put("a.class", "class b"));
        SignaturePolicy required = SignaturePolicy.of(Mode.REQUIRED, List.of(signer));
        assertThat(required.problem(good)).isEmpty();
        assertThat(required.problem(other).orElse("")).contains("signed by nobody that plugins.signers names");
        assertThat(required.problem(SignatureReport.UNSIGNED).orElse("")).contains("is not signed");
        assertThat(required.problem(broken).orElse("")).contains("does not hold");
        String withColons = signer.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        assertThat(SignaturePolicy.of(Mode.VERIFY, List.of(withColons)).problem(good)).isEmpty();
        assertThat(SignaturePolicy.DEFAULT.problem(other)).isEmpty();
        assertThat(SignaturePolicy.DEFAULT.problem(SignatureReport.UNSIGNED)).isEmpty();
        assertThat(SignaturePolicy.DEFAULT.problem(broken)).isPresent();
        assertThat(SignaturePolicy.of(Mode.OFF, List.of()).problem(broken)).isEmpty();
    }
}
