package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77,203.0.113.0/24",
    "127.0.0.1,127.0.0.0/24",
    "2001:db8:1:2:3:4:5:6,2001:db8:1::/48",
    "::1,0:0:0::/48",
  })
  void anAddressIsShownAsTheNetworkAroundIt(String address, String network) {
    assertThat(Networks.shortened(Networks.of(address))).isEqualTo(network);
  }

  @Test
  void whatIsNoAddressIsNotShown() {
    assertThat(Networks.shortened(Networks.of("unknown"))).isNull();
  }
}
