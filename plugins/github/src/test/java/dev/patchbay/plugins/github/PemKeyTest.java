package dev.patchbay.plugins.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
    /** Behind the head of PKCS#8, of 26 bytes for keys of these lengths, lies what GitHub gives: PKCS#1. */
    private static final int HEAD = 26;

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void readsBothForms(int bits) throws Exception {
        KeyPair pair = rsa(bits);
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, HEAD, pkcs8.length);

        assertEquals(pair.getPrivate(), PemKey.parse(pem("PRIVATE KEY", pkcs8)));
        assertEquals(pair.getPrivate(), PemKey.parse(pem("RSA PRIVATE KEY", pkcs1)));
    }

    @Test
    void readsAKeyThatWasSetOnOneLine() throws Exception {
        KeyPair pair = rsa(1024);
        String oneLine = pem("PRIVATE KEY", pair.getPrivate().getEncoded()).replace("\n", "\\n");

        assertEquals(pair.getPrivate(), PemKey.parse(oneLine));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ghp_token", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"})
    void refusesWhatIsNoKey(String text) {
        assertThrows(Exception.class, () -> PemKey.parse(text));
    }
}
