package dev.patchbay.security.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an issuer, ready to check signatures. Safe for all threads.
 *
 * @param id the key id, if it has one
 * @param algorithms what it can check; the algorithm is a property of the key, so that no token chooses it
 * @param check how
 */
record VerificationKey(@Nullable String id, Set<String> algorithms, Check check) {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final int ED25519_BYTES = 32;

    /** Checks one signature. */
    @FunctionalInterface
    interface Check {
        boolean verify(String algorithm, byte[] signed, String signature)
                throws JOSEException, GeneralSecurityException;
    }

    /** The key of a JWK; empty if it is of no use to check signatures with the algorithms we know. */
    static Optional<VerificationKey> of(JWK jwk) throws JOSEException, GeneralSecurityException {
        boolean forSignatures = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean forChecks = jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY);
        if (!forSignatures || !forChecks) {
            return Optional.empty();
        }
        return switch (jwk) {
            case RSAKey rsa when isSound(rsa.toRSAPublicKey()) -> {
                yield of(jwk, Set.of("RS256", "PS256"), of(new RSASSAVerifier(rsa.toRSAPublicKey())));
            }
            case ECKey ec when ec.getCurve().equals(Curve.P_256) -> {
                yield of(jwk, Set.of("ES256"), of(new ECDSAVerifier(ec.toECPublicKey())));
            }
            case ECKey ec when ec.getCurve().equals(Curve.P_384) -> {
                yield of(jwk, Set.of("ES384"), of(new ECDSAVerifier(ec.toECPublicKey())));
            }
            case OctetKeyPair okp when okp.getCurve().equals(Curve.Ed25519) -> {
                yield of(jwk, Set.of("EdDSA"), ed25519(okp.getDecodedX()));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<VerificationKey> of(JWK jwk, Set<String> algorithms, Check check) {
        Algorithm only = jwk.getAlgorithm();
        if (only == null) {
            return Optional.of(new VerificationKey(jwk.getKeyID(), algorithms, check));
        }
        String name = canonical(only.getName());
        return algorithms.contains(name)
                ? Optional.of(new VerificationKey(jwk.getKeyID(), Set.of(name), check))
                : Optional.empty();
    }

    /** RFC 9864 gives EdDSA with this curve a name of its own. */
    static String canonical(String algorithm) {
        return algorithm.equals("Ed25519") ? "EdDSA" : algorithm;
    }

    private static boolean isSound(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS
                && key.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS;
    }

    private static Check of(JWSVerifier verifier) {
        return (algorithm, signed, signature) -> verifier.verify(new JWSHeader(JWSAlgorithm.parse(algorithm)), signed,
                new Base64URL(signature));
    }

    /** By the JDK: the library needs another one for this curve. */
    private static Check ed25519(byte[] x) throws GeneralSecurityException {
        if (x.length != ED25519_BYTES) {
            throw new GeneralSecurityException("an Ed25519 key has " + ED25519_BYTES + " bytes");
        }
        byte[] bigEndian = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            bigEndian[i] = x[x.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
        return (algorithm, signed, signature) -> {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(new Base64URL(signature).decode());
        };
    }
}
