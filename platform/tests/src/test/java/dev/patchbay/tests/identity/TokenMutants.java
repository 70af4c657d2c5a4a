package dev.patchbay.tests.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.patchbay.tests.product.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Tokens that are one step away from one that is taken: a real token of the server, tampered with; and, where only the
 * signature would betray it, signed anew with the server's own key.
 */
final class TokenMutants {
    private final String token;
    private final String resource;
    private final String issuer;
    private final ECKey key;
    private final RSAKey rsa;
    private final Map<String, String> mutants = new LinkedHashMap<>();

    TokenMutants(String token, String resource, AuthorizationServer server) throws Exception {
        this.token = token;
        this.resource = resource;
        this.issuer = server.issuer();
        this.key = ECKey.parse(server.key("ES256"));
        this.rsa = RSAKey.parse(server.key("RS256"));
    }

    /** All of them by what is wrong with them. */
    Map<String, String> all() throws Exception {
        signatures();
        algorithms();
        headers();
        forms();
        audiences();
        issuers();
        times();
        kinds();
        return mutants;
    }

    /** The same token signed anew, which must be taken: or the mutants would prove nothing. */
    String unchanged() throws Exception {
        return signed(part(0), part(1), key);
    }

    /** A token with other claims, signed by the server's key. */
    String with(Consumer<Map<String, Object>> change) throws Exception {
        Map<String, Object> claims = claims();
        change.accept(claims);
        return signed(part(0), Json.write(claims), key);
    }

    private String[] parts() {
        return token.split("\\.");
    }

    private String part(int index) {
        return new String(Base64.getUrlDecoder().decode(parts()[index]), StandardCharsets.UTF_8);
    }

    private Map<String, Object> claims() {
        return members(part(1));
    }

    private static Map<String, Object> members(String json) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : Json.parse(json).properties()) {
            members.put(member.getKey(),
                    member.getValue().isNumber() ? member.getValue().asLong() : member.getValue().asString());
        }
        return members;
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Signs any text as header and payload; the library would refuse to write some of them. */
    private static String signed(String header, String payload, ECKey by) throws Exception {
        String input = base64(header) + "." + base64(payload);
        JWSSigner signer = new ECDSASigner(by);
        return input + "." + signer.sign(new JWSHeader(JWSAlgorithm.ES256),
                input.getBytes(StandardCharsets.US_ASCII));
    }

    private String header(String member, String json) {
        return part(0).replaceFirst("}$", ",\"" + member + "\":" + json.replace("$", "\\$") + "}");
    }

    private void signatures() throws Exception {
        String[] parts = parts();
        String body = parts[0] + "." + parts[1] + ".";
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        mutants.put("without its signature", body);
        mutants.put("half its signature", body + base64(Arrays.copyOf(signature, 32)));
        mutants.put("a longer signature", body + base64(Arrays.copyOf(signature, 72)));
        byte[] flipped = signature.clone();
        flipped[10] ^= 1;
        mutants.put("one bit of the signature", body + base64(flipped));
        mutants.put("r = s = 0", body + base64(new byte[64]));
        byte[] onlyR = Arrays.copyOf(Arrays.copyOf(signature, 32), 64);
        mutants.put("s = 0", body + base64(onlyR));
        byte[] order = Curve.P_256.toECParameterSpec().getOrder().toByteArray();
        byte[] orders = new byte[64];
        System.arraycopy(order, 1, orders, 0, 32);
        System.arraycopy(order, 1, orders, 32, 32);
        mutants.put("r = s = n", body + base64(orders));
        mutants.put("a signature in the form of DER", body + base64(new byte[]{0x30, 6, 2, 1, 1, 2, 1, 1}));
        mutants.put("another payload", parts[0] + "."
                + base64(part(1).replace("files:read", "admin")) + "." + parts[2]);
        mutants.put("another header", base64(part(0).replace("at+jwt", "JWT")) + "." + parts[1] + "." + parts[2]);
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
        mutants.put("another key of the same name", signed(part(0), part(1), other));
    }

    private void algorithms() throws Exception {
        String[] parts = parts();
        for (String none : List.of("none", "None", "nOnE", "NONE", "")) {
            String header = base64("{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\"}");
            mutants.put("alg '" + none + "' and no signature", header + "." + parts[1] + ".");
            mutants.put("alg '" + none + "' and the signature", header + "." + parts[1] + "." + parts[2]);
        }
        byte[] encoded = rsa.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(encoded) + "\n-----END PUBLIC KEY-----\n";
        mutants.put("HS256 with the public key as secret (DER)", mac(encoded, rsa.getKeyID()));
        mutants.put("HS256 with the public key as secret (PEM)",
                mac(pem.getBytes(StandardCharsets.US_ASCII), rsa.getKeyID()));
        mutants.put("HS256 with the public key as secret (JWK)",
                mac(rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8), rsa.getKeyID()));
        mutants.put("HS256 with the public EC key as secret",
                mac(key.toECPublicKey().getEncoded(), key.getKeyID()));
        mutants.put("HS256 with a file that holds nothing as secret", mac(new byte[]{0}, "../../../../dev/null"));
        for (String wrong : List.of("RS256", "PS256", "ES384", "ES256K", "RS1", "HS256", "es256")) {
            mutants.put("signed with ES256 and called " + wrong,
                    signed(part(0).replace("\"ES256\"", "\"" + wrong + "\""), part(1), key));
        }
        mutants.put("alg is no text", signed(part(0).replace("\"ES256\"", "[\"ES256\"]"), part(1), key));
    }

    private String mac(byte[] secret, String keyId) throws Exception {
        String input = base64("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}") + "." + parts()[1];
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] code = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
        if (secret.length >= 32) {
            MACSigner same = new MACSigner(secret);
            if (!same.sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII)).toString()
                    .equals(base64(code))) {
                throw new IllegalStateException("not what an attacker would send");
            }
        }
        return input + "." + base64(code);
    }

    private void headers() throws Exception {
        ECKey attacker = new ECKeyGenerator(Curve.P_256).keyID("attacker").generate();
        String jwk = attacker.toPublicJWK().toJSONString();
        mutants.put("its own key inside", signed(header("jwk", jwk).replace(key.getKeyID(), "attacker"), part(1),
                attacker));
        mutants.put("its own key inside, under the name of ours", signed(header("jwk", jwk), part(1), attacker));
        mutants.put("our key inside", signed(header("jwk", key.toPublicJWK().toJSONString()), part(1), key));
        mutants.put("the address of other keys (jku)",
                signed(header("jku", "\"http://127.0.0.1:1/keys\""), part(1), attacker));
        mutants.put("the address of our keys (jku)", signed(header("jku", "\"" + issuer + "/jwks\""), part(1), key));
        mutants.put("the address of a certificate (x5u)",
                signed(header("x5u", "\"http://127.0.0.1:1/x\""), part(1), key));
        mutants.put("something critical", signed(header("crit", "[\"exp\"]"), part(1), key));
        mutants.put("something critical that is empty", signed(header("crit", "[]"), part(1), key));
        mutants.put("a payload that is not encoded", signed(header("b64", "false"), part(1), key));
        mutants.put("a compressed payload", signed(header("zip", "\"DEF\""), part(1), key));
        mutants.put("a key id that is a path",
                signed(part(0).replace(key.getKeyID(), "../../etc/passwd"), part(1), key));
        mutants.put("a key id that is SQL", signed(part(0).replace(key.getKeyID(), "' OR 1=1 --"), part(1), key));
        mutants.put("a key id of nobody", signed(part(0).replace(key.getKeyID(), "nobody"), part(1), key));
        mutants.put("a key id that is a number",
                signed(part(0).replace("\"" + key.getKeyID() + "\"", "1"), part(1), key));
        mutants.put("a header with a member twice", signed(header("alg", "\"ES256\""), part(1), key));
        mutants.put("a header that is a list", signed("[]", part(1), key));
    }

    private void forms() throws Exception {
        String[] parts = parts();
        String body = parts[0] + "." + parts[1] + ".";
        mutants.put("four parts", token + ".x");
        mutants.put("two dots more", token + "..");
        mutants.put("five parts", token + "." + parts[1] + "." + parts[2]);
        mutants.put("two parts", parts[0] + "." + parts[1]);
        mutants.put("a dot before", "." + token);
        mutants.put("padding", parts[0] + "==." + parts[1] + "." + parts[2]);
        mutants.put("another text of the same bytes", body + lastCharacterMoved(parts[2]));
        mutants.put("the other alphabet of base64", "+/" + token);
        mutants.put("8 KiB of claims", with(claims -> claims.put("x", "x".repeat(8192))));
        mutants.put("a payload with aud twice", signed(part(0),
                part(1).replaceFirst("\\{", "{\"aud\":\"https://evil.example\","), key));
        mutants.put("a payload with iss twice", signed(part(0),
                part(1).replaceFirst("\\{", "{\"iss\":\"https://evil.example\","), key));
        mutants.put("a payload with something behind", signed(part(0), part(1) + "{}", key));
        mutants.put("a payload that is a list", signed(part(0), "[" + part(1) + "]", key));
        mutants.put("a payload that is no JSON", signed(part(0), "aud=" + resource, key));
        mutants.put("a deep payload", with(claims -> claims.put("x", deep())));
    }

    /** The last of 86 characters stands for four bits; the decoder would overlook two more. */
    private static String lastCharacterMoved(String signature) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(signature.charAt(signature.length() - 1));
        return signature.substring(0, signature.length() - 1) + alphabet.charAt(last + 1);
    }

    private static Object deep() {
        Object value = "x";
        for (int i = 0; i < 40; i++) {
            value = List.of(value);
        }
        return value;
    }

    private void audiences() throws Exception {
        String host = resource.substring(0, resource.lastIndexOf('/'));
        without("aud");
        claim("aud", "https://other.example.com/api", host, host + "/", resource + "/", resource + "/x", resource + "2",
                resource + "?a=b", resource + "#x", resource.toUpperCase(Locale.ROOT),
                " " + resource, resource + " https://other.example.com", "*", "", 1, true, List.of(),
                List.of("https://other.example.com/api", host), List.of(List.of(resource)), List.of(1, resource),
                Map.of("a", resource));
    }

    private void issuers() throws Exception {
        without("iss");
        claim("iss", issuer + "/", issuer.replace("http:", "https:"), issuer.replace("127.0.0.1", "localhost"),
                issuer + "/x", "https://evil.example", issuer.toUpperCase(Locale.ROOT), List.of(issuer), 1);
    }

    private void times() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        without("exp");
        claim("exp", now - 61, 0, -1, 1e300, "9999999999", List.of(now + 600), true);
        claim("nbf", now + 120, "0", 1e300);
        claim("iat", now + 120, "yesterday");
    }

    private void kinds() throws Exception {
        for (String type : List.of("logout+jwt", "dpop+jwt", "id_token+jwt", "secevent+jwt", "")) {
            mutants.put("typ " + type, signed(part(0).replace("at+jwt", type), part(1), key));
        }
        claim("nonce", "n-1");
        claim("at_hash", "x");
        claim("typ", "ID", "Refresh");
        claim("token_use", "id");
        claim("cnf", Map.of("jkt", "x"), Map.of("x5t#S256", "x"), "x", Map.of());
        claim("sub", 1, "");
        mutants.put("of nobody", with(claims -> {
            claims.remove("sub");
            claims.remove("client_id");
        }));
        claim("scope", Map.of("admin", true), List.of(1), 7);
    }

    private void without(String name) throws Exception {
        mutants.put("without " + name, with(claims -> claims.remove(name)));
    }

    private void claim(String name, Object... values) throws Exception {
        for (Object value : values) {
            mutants.put(name + " " + value, with(claims -> claims.put(name, value)));
        }
    }
}
