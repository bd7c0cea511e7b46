using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Phoenix.ActorRuntime.Tests.Configuration;

/// <summary>What a text of HOCON means.</summary>
public sealed class HoconSpecs
{
    [Theory]
    [InlineData("a = 1", "a", "1")]
    [InlineData("a : 1", "a", "1")]
    [InlineData("a.b.c = 1", "a.b.c", "1")]
    [InlineData("a { b { c = 1 } }", "a.b.c", "1")]
    [InlineData("a = { b = 1 }", "a.b", "1")]
    [InlineData("{ a = 1, b = 2 }", "b", "2")]
    [InlineData("a = 1 # comment", "a", "1")]
    [InlineData("a = 1 // comment", "a", "1")]
    [InlineData("# first\na = 1\n\n# last", "a", "1")]
    [InlineData("a = some words here", "a", "some words here")]
    [InlineData("a = \"with # and { }\"", "a", "with # and { }")]
    [InlineData("a = \"tab\\tand \\\"quotes\\\"\"", "a", "tab\tand \"quotes\"")]
    [InlineData("a = \"\"\"raw \\t \"text\" end\"\"\"", "a", "raw \\t \"text\" end")]
    [InlineData("a = 1\na = 2", "a", "2")]
    [InlineData("a { b = 1 }\na { c = 2 }", "a.b", "1")]
    [InlineData("a { b = 1, c = 1 }\na.c = 2", "a.c", "2")]
    [InlineData("b = 5\na = ${b}", "a", "5")]
    [InlineData("a = ${b.c}\nb { c = later }", "a", "later")]
    [InlineData("n = 5\na = ${n}s", "a", "5s")]
    [InlineData("base = /x\na = ${base}\"/y\"", "a", "/x/y")]
    [InlineData("a.\"b.c\".d = 1", "a.\"b.c\".d", "1")]
    [InlineData("a = [1, 2,\n 3]\nb = after", "b", "after")]
    [InlineData("a b c = 42", "a b c", "42")]
    [InlineData("3.14 = 42", "3.14", "42")]
    [InlineData("true = 42", "true", "42")]
    [InlineData("a =\n 5", "a", "5")]
    [InlineData("a\n{ b = 1 }", "a.b", "1")]
    [InlineData("a = { x = 1 } { y = 2 }", "a.x", "1")]
    [InlineData("a { b = 1 }\na = 2", "a", "2")]
    [InlineData("a = x+y", "a", "x+y")]
    [InlineData("a = null x", "a", "null x")]
    [InlineData("a = -foo;(b)|'c'%~", "a", "-foo;(b)|'c'%~")]
    [InlineData("a = \"\\u0041\\/\"", "a", "A/")]
    [InlineData("a = 1\r\nb = 2\r\n", "b", "2")]
    [InlineData("{\"a\": {\"b\": 1}}", "a.b", "1")]
    public void A_text_has_these_values(string hocon, string path, string value) =>
        ConfigurationFactory.ParseString(hocon).GetString(path).ShouldBe(value);

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("250", 0.25)]
    [InlineData("5s", 5)]
    [InlineData("1.5 seconds", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("2 minutes", 120)]
    [InlineData("1h", 3600)]
    [InlineData("1d", 86400)]
    public void Durations_have_units(string text, double seconds) =>
        ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a").ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_duration_may_be_infinite() =>
        ConfigurationFactory.ParseString("a = infinite").GetTimeSpan("a").ShouldBe(Timeout.InfiniteTimeSpan);

    [Theory]
    [InlineData("512", 512)]
    [InlineData("16KiB", 16 * 1024)]
    [InlineData("1kB", 1000)]
    [InlineData("2MiB", 2 * 1024 * 1024)]
    [InlineData("1b", 1)]
    public void Sizes_have_units(string text, long bytes) =>
        ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a").ShouldBe(bytes);

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Booleans_have_two_spellings(string text, bool value) =>
        ConfigurationFactory.ParseString($"a = {text}").GetBoolean("a").ShouldBe(value);

    [Fact]
    public void Numbers_are_exact()
    {
        var config = ConfigurationFactory.ParseString("i = -3, l = 9000000000, d = 0.1, m = 0.0001");

        config.GetInt("i").ShouldBe(-3);
        config.GetLong("l").ShouldBe(9_000_000_000);
        config.GetDouble("d").ShouldBe(0.1);
        config.GetDecimal("m", 0m).ShouldBe(0.0001m);
    }

    [Fact]
    public void A_list_holds_words_and_quoted_text() =>
        ConfigurationFactory.ParseString("a = [x, \"y z\"]").GetStringList("a").ShouldBe(["x", "y z"]);

    [Fact]
    public void A_fallback_fills_the_gaps()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }")
            .WithFallback(ConfigurationFactory.ParseString("a { b = 0, c = 2 }\nd = 3"));

        config.GetInt("a.b").ShouldBe(1);
        config.GetInt("a.c").ShouldBe(2);
        config.GetInt("d").ShouldBe(3);
        config.HasPath("a.c").ShouldBeTrue();
        config.HasPath("a.x").ShouldBeFalse();
    }

    [Fact]
    public void What_is_missing_is_the_default()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        config.GetString("x", "default").ShouldBe("default");
        config.GetInt("x", 7).ShouldBe(7);
        config.GetBoolean("x", true).ShouldBeTrue();
        config.GetTimeSpan("x", TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));
        config.GetConfig("x").IsNullOrEmpty().ShouldBeTrue();
    }

    [Fact]
    public void Files_are_included_by_a_callback()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["other.conf"] = "a { b = 1, c = 1 }" };
        HoconRoot Include(string name) => Parser.Parse(files[name], Include);

        var config = ConfigurationFactory.ParseString("include \"other.conf\"\na.c = 2", Include);

        config.GetInt("a.b").ShouldBe(1);
        config.GetInt("a.c").ShouldBe(2);
    }

    [Fact]
    public void An_included_text_refers_to_itself_wherever_it_is_included()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"x\" }\na.v = 42", _ => Parser.Parse("v = 1\nw = ${v}", null));

        config.GetInt("a.w").ShouldBe(42);
    }

    [Fact]
    public void Null_begins_an_object_anew()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }\na = null\na { c = 2 }");

        config.GetInt("a.c").ShouldBe(2);
        config.HasPath("a.b").ShouldBeFalse();
    }

    [Fact]
    public void Arrays_are_joined()
    {
        var config = ConfigurationFactory.ParseString("a = [1] [2]\nb = [3]\nc = ${b} [4]\nd = [1 2 3]");

        config.GetIntList("a").ShouldBe([1, 2]);
        config.GetIntList("c").ShouldBe([3, 4]);
        config.GetStringList("d").ShouldBe(["1 2 3"]);
    }

    [Fact]
    public void Top_level_keys_are_enumerated() =>
        ConfigurationFactory.ParseString("a = 1, b { c = 2 }").AsEnumerable().Select(pair => pair.Key)
            .ShouldBe(["a", "b"]);

    [Fact]
    public void Text_written_out_reads_the_same()
    {
        var config = ConfigurationFactory.ParseString("a { b = [1, 2], c = \"x # y\", e { f = 5s } }");

        var again = ConfigurationFactory.ParseString(config.ToString());

        again.GetStringList("a.b").ShouldBe(["1", "2"]);
        again.GetString("a.c").ShouldBe("x # y");
        again.GetTimeSpan("a.e.f").ShouldBe(TimeSpan.FromSeconds(5));
    }
}
