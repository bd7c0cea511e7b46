using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Phoenix.ActorRuntime.Tests.Configuration;

/// <summary>Reading a tree of settings, laying trees over each other, and writing them out.</summary>
public sealed class ConfigSpecs
{
    [Fact]
    public void Lists_are_read_as_what_they_hold()
    {
        var config = ConfigurationFactory.ParseString("n = [1, 2], b = [on, off], d = [0.5, 1.25], t = [x, y z]");

        config.GetIntList("n").ShouldBe([1, 2]);
        config.GetLongList("n").ShouldBe([1L, 2L]);
        config.GetByteList("n").ShouldBe([(byte)1, (byte)2]);
        config.GetBooleanList("b").ShouldBe([true, false]);
        config.GetFloatList("d").ShouldBe([0.5f, 1.25f]);
        config.GetDoubleList("d").ShouldBe([0.5, 1.25]);
        config.GetDecimalList("d").ShouldBe([0.5m, 1.25m]);
        config.GetStringList("t").ShouldBe(["x", "y z"]);
    }

    [Fact]
    public void A_missing_list_is_empty_or_the_default()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        config.GetStringList("x").ShouldBeEmpty();
        config.GetStringList("x", ["p", "q"]).ShouldBe(["p", "q"]);
    }

    [Fact]
    public void A_missing_number_is_the_default()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        config.GetLong("x", 1).ShouldBe(1);
        config.GetFloat("x", 0.5f).ShouldBe(0.5f);
        config.GetDouble("x", 0.5).ShouldBe(0.5);
        config.GetDecimal("x", 0.5m).ShouldBe(0.5m);
        config.GetByteSize("x").ShouldBeNull();
        config.GetByteSize("x", 5).ShouldBe(5);
        config.GetValue("x").ShouldBeNull();
        config.GetString("x").ShouldBeNull();
    }

    [Theory]
    [InlineData("a = null")]
    [InlineData("a = \"\"")]
    [InlineData("a = []")]
    [InlineData("a { }")]
    public void A_path_exists_however_little_is_there(string hocon) =>
        ConfigurationFactory.ParseString(hocon).HasPath("a").ShouldBeTrue();

    [Theory]
    [InlineData("x")]
    [InlineData("a.b")]
    public void A_path_that_leads_nowhere_does_not_exist(string path) =>
        ConfigurationFactory.ParseString("a = 1").HasPath(path).ShouldBeFalse();

    [Theory]
    [InlineData("1.5")]
    [InlineData("seven")]
    [InlineData("0x10")]
    public void What_is_no_integer_is_not_read_as_one(string text)
    {
        var config = ConfigurationFactory.ParseString($"a = {text}");

        Should.Throw<FormatException>(() => config.GetInt("a"));
        Should.Throw<FormatException>(() => config.GetLong("a"));
    }

    [Fact]
    public void A_part_is_a_configuration_of_its_own()
    {
        var part = ConfigurationFactory.ParseString("a { b { c = 1 }\n d = 2 }").GetConfig("a");

        part!.GetInt("b.c").ShouldBe(1);
        part.GetConfig("b")!.GetInt("c").ShouldBe(1);
        part.GetConfig("x").ShouldBeNull();
    }

    [Fact]
    public void A_value_can_be_lifted_to_a_key()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }");

        config.Root.AtKey("x").GetInt("x.a.b").ShouldBe(1);
        config.GetValue("a")!.ToConfig().GetInt("b").ShouldBe(1);
    }

    [Fact]
    public void Fallbacks_fill_in_the_order_of_their_adding()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1 }")
            .WithFallback(ConfigurationFactory.ParseString("a { x = 2, y = 2 }"))
            .WithFallback(ConfigurationFactory.ParseString("a { x = 3, y = 3, z = 3 }"));

        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y").ShouldBe(2);
        config.GetInt("a.z").ShouldBe(3);
        config.GetConfig("a")!.GetInt("z").ShouldBe(3);
    }

    [Fact]
    public void What_is_laid_over_another_stays_as_it_was()
    {
        var above = ConfigurationFactory.ParseString("a { b = 1 }");
        var below = ConfigurationFactory.ParseString("a { c = 2 }");

        above.WithFallback(below).GetInt("a.c").ShouldBe(2);

        above.HasPath("a.c").ShouldBeFalse();
        below.HasPath("a.b").ShouldBeFalse();
    }

    [Fact]
    public void Null_hides_what_is_below_it() =>
        ConfigurationFactory.ParseString("a = null").WithFallback(ConfigurationFactory.ParseString("a = 1"))
            .GetString("a").ShouldBeNull();

    [Fact]
    public void Nothing_is_a_fallback_that_changes_nothing()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        config.WithFallback(null).ShouldBeSameAs(config);
        config.WithFallback(Config.Empty).ShouldBeSameAs(config);
        Config.Empty.WithFallback(config).GetInt("a").ShouldBe(1);
    }

    [Fact]
    public void A_configuration_is_no_fallback_of_its_own()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        Should.Throw<ArgumentException>(() => config.WithFallback(config));
    }

    [Fact]
    public void Text_can_be_added_on_either_side()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        (config + "a = 2, b = 2").GetInt("a").ShouldBe(1);
        (config + "a = 2, b = 2").GetInt("b").ShouldBe(2);
        ("a = 2" + config).GetInt("a").ShouldBe(2);
        ((Config)"a = 3").GetInt("a").ShouldBe(3);
    }

    [Fact]
    public void The_fallback_is_written_out_when_asked_for()
    {
        var config = ConfigurationFactory.ParseString("a = 1").WithFallback(ConfigurationFactory.ParseString("b = 2"));

        ConfigurationFactory.ParseString(config.ToString()).HasPath("b").ShouldBeFalse();
        ConfigurationFactory.ParseString(config.ToString(false)).HasPath("b").ShouldBeFalse();
        ConfigurationFactory.ParseString(config.ToString(true)).GetInt("b").ShouldBe(2);
        config.Fallback!.GetInt("b").ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("{}")]
    [InlineData("# nothing but a comment")]
    public void A_text_may_say_nothing(string hocon) => ConfigurationFactory.ParseString(hocon).IsEmpty.ShouldBeTrue();

    [Fact]
    public void An_object_becomes_its_properties()
    {
        var config = ConfigurationFactory.FromObject(new { A = 1, B = new { C = "x y" }, D = new[] { 1, 2 } });

        config.GetInt("A").ShouldBe(1);
        config.GetString("B.C").ShouldBe("x y");
        config.GetIntList("D").ShouldBe([1, 2]);
    }

    [Fact]
    public void The_runtime_has_settings_of_its_own()
    {
        ConfigurationFactory.Default().GetString("akka.loglevel").ShouldBe("INFO");
        ConfigurationFactory.Empty.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_is_missing_is_called_by_its_path()
    {
        ConfigurationException.NullOrEmptyConfig<ConfigSpecs>("a.b").Message.ShouldContain("`a.b`");
        ConfigurationException.NullOrEmptyConfig<ConfigSpecs>().Message.ShouldContain(nameof(ConfigSpecs));
        ((Config?)null).IsNullOrEmpty().ShouldBeTrue();
        ((Config?)null).SafeWithFallback(Config.Empty).ShouldBeSameAs(Config.Empty);
    }

    [Fact]
    public void A_value_is_made_of_elements()
    {
        var config = ConfigurationFactory.ParseString("a = x, b = [1, 2], c { d = 1 }");

        config.GetValue("a")!.Values.Single().ShouldBeOfType<HoconLiteral>().Value.ShouldBe("x");
        config.GetValue("b")!.Values.Single().ShouldBeOfType<HoconArray>().Count.ShouldBe(2);
        config.GetValue("c")!.Values.Single().ShouldBeOfType<HoconObject>().GetKey("d")!.GetInt().ShouldBe(1);
        config.GetValue("c")!.GetChildObject("d")!.GetInt().ShouldBe(1);
    }

    [Fact]
    public void An_object_is_a_plain_dictionary_too()
    {
        var plain = ConfigurationFactory.ParseString("a { b = 1 }\nc = [1, x]").Root.GetObject().Unwrapped;

        plain["a"].ShouldBeAssignableTo<IDictionary<string, object>>()!.Keys.ShouldBe(["b"]);
        plain.Keys.ShouldBe(["a", "c"]);
    }
}
