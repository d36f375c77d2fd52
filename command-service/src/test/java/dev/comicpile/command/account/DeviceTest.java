package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device is called, by the {@code User-Agent} that it sends. */
class DeviceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0|Firefox on Linux",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0|Edge on Windows",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            + " Version/17.0 Safari/605.1.15|Safari on Mac",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1|Chrome on iPhone",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/130.0.0.0 Mobile Safari/537.36|Chrome on Android",
        "Mozilla/5.0 (compatible)|Unknown device",
        "curl/8.9.1|curl",
        "Home Assistant/2026.1 aiohttp/3|Home Assistant",
        "<script>|Unknown device",
        "''|Unknown device",
      })
  void aDeviceIsCalledWhatPeopleCallIt(String userAgent, String name) {
    assertThat(Device.named(userAgent)).isEqualTo(name);
  }

  @Test
  void whoSaysNothingOrTooMuchIsUnknown() {
    assertThat(Device.named(null)).isEqualTo("Unknown device");
    assertThat(Device.named("a".repeat(1000))).isEqualTo("Unknown device");
  }
}
