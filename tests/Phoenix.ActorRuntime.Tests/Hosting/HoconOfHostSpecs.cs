using Akka.Configuration;
using Akka.Hosting;
using Akka.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Phoenix.ActorRuntime.Tests.Hosting;

/// <summary>Settings that come from the host, from values, and from files.</summary>
public sealed class HoconOfHostSpecs
{
    [Fact]
    public void The_configuration_of_a_host_becomes_settings()
    {
        var config = Configured(
            ("Akka:Fill_Ratio", "0.5"), ("akka:a.b:c", "x y"), ("akka:\"Q.r\":s", "1"), ("akka:empty", ""),
            ("akka:none", null), ("akka:ready", "True")).ToHocon();

        config.GetDouble("akka.fill-ratio").ShouldBe(0.5);
        config.GetString("akka.a.b.c").ShouldBe("x y");
        config.GetInt("akka.\"q.r\".s").ShouldBe(1);
        config.GetString("akka.empty").ShouldBe("");
        config.HasPath("akka.none").ShouldBeTrue();
        config.GetString("akka.ready").ShouldBe("on");
    }

    [Fact]
    public void Its_keys_keep_their_case_if_asked_to()
    {
        var config = Configured(("Akka:Fill_Ratio", "0.5")).ToHocon(normalizeKeys: false);

        config.GetDouble("Akka.Fill-Ratio").ShouldBe(0.5);
        config.HasPath("akka").ShouldBeFalse();
    }

    [Fact]
    public void Numbered_children_are_a_list()
    {
        var config = Configured(("l:10", "z"), ("l:2", "y"), ("l:0", "x"), ("m:0", "x"), ("m:a", "y")).ToHocon();

        config.GetStringList("l").ShouldBe(["x", "y", "z"]);
        config.GetString("m.a").ShouldBe("y");
    }

    [Fact]
    public void A_section_keeps_its_key()
    {
        var configured = Configured(("akka:a:b", "1"), ("c", "2"));

        configured.GetSection("akka").ToHocon().GetInt("akka.a.b").ShouldBe(1);
        configured.GetSection("akka:a").ToHocon().GetInt("a.b").ShouldBe(1);
    }

    [Fact]
    public void Settings_are_put_below_or_above_the_others()
    {
        var builder = NewBuilder();
        builder.Configuration.HasValue.ShouldBeFalse();

        builder.AddHocon("a = 1, b = 1", HoconAddMode.Append)
            .AddHocon("a = 2, c = 2", HoconAddMode.Append)
            .AddHocon("b = 3", HoconAddMode.Prepend)
            .AddHocon(Configured(("a", "4"), ("d", "4")), HoconAddMode.Append);

        string.Join(' ', "abcd".Select(key => builder.Configuration.Value.GetInt(key.ToString()))).ShouldBe("1 3 2 4");
    }

    [Fact]
    public void What_new_settings_do_not_replace_stays()
    {
        var config = NewBuilder()
            .AddHocon("a = 1, b = 1", HoconAddMode.Append)
            .AddHocon("a = 2", HoconAddMode.Replace)
            .Configuration.Value;

        config.GetInt("a").ShouldBe(2);
        config.GetInt("b").ShouldBe(1);
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("a b;c", "a b;c")]
    [InlineData("", "\"\"")]
    [InlineData("a/b", "\"a\\/b\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("a\tb\nc", "\"a\\tb\\nc\"")]
    [InlineData("tcp://x@y", "\"tcp:\\/\\/x@y\"")]
    [InlineData("\u20ac", "\"\\u20ac\"")]
    [InlineData(null, "null")]
    public void Text_is_quoted_where_it_must_be(string? text, string hocon)
    {
        text.ToHocon().ShouldBe(hocon);
        ConfigurationFactory.ParseString($"a = {hocon}").GetString("a").ShouldBe(text);
    }

    [Fact]
    public void Numbers_and_switches_are_written_as_they_are_read()
    {
        true.ToHocon().ShouldBe("on");
        ((bool?)false).ToHocon().ShouldBe("off");
        (-5).ToHocon().ShouldBe("-5");
        5_000_000_000L.ToHocon().ShouldBe("5000000000");
        1.5.ToHocon().ShouldBe("1.5");
        1.1f.ToHocon().ShouldBe("1.1");
        Should.Throw<ConfigurationException>(() => ((int?)null).ToHocon());
        Should.Throw<ConfigurationException>(() => ((double?)null).ToHocon());
    }

    [Fact]
    public void Times_are_milliseconds_or_infinite()
    {
        TimeSpan.FromSeconds(10).ToHocon().ShouldBe("10000");
        TimeSpan.FromTicks(12_345_678).ToHocon().ShouldBe("1234.5678");
        TimeSpan.Zero.ToHocon().ShouldBe("0");
        TimeSpan.Zero.ToHocon(allowInfinite: true, zeroIsInfinite: true).ShouldBe("infinite");
        TimeSpan.FromTicks(-1).ToHocon(allowInfinite: true).ShouldBe("infinite");
        Should.Throw<ConfigurationException>(() => TimeSpan.FromTicks(-1).ToHocon());
        Should.Throw<ConfigurationException>(() => TimeSpan.Zero.ToHocon(zeroIsInfinite: true));
        Should.Throw<ConfigurationException>(() => ((TimeSpan?)null).ToHocon());
    }

    [Fact]
    public void Settings_move_below_a_path()
    {
        var moved = ((Config)"a = 1\nb { c = 2 }").MoveTo("x.y");

        moved.GetInt("x.y.a").ShouldBe(1);
        moved.GetInt("x.y.b.c").ShouldBe(2);
    }

    [Fact]
    public void An_ask_may_wait_for_ever()
    {
        Timeout(TimeSpan.FromSeconds(10)).ShouldBe(TimeSpan.FromSeconds(10));
        Timeout(TimeSpan.Zero).ShouldBe(System.Threading.Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_a_mistake() => Should.Throw<FileNotFoundException>(
        () => NewBuilder().AddHoconFile("no-such-file.conf", HoconAddMode.Append));

    [Fact]
    public void Dead_letters_are_logged_as_the_options_say()
    {
        ((Config)new DeadLetterOptions { ShouldLog = TriStateValue.All }.ToString())
            .GetBoolean("akka.log-dead-letters").ShouldBeTrue();
        ((Config)new DeadLetterOptions { ShouldLog = TriStateValue.None, LogCount = 3 }.ToString())
            .GetBoolean("akka.log-dead-letters").ShouldBeFalse();
        var some = (Config)new DeadLetterOptions
        {
            LogCount = 3,
            LogDuringShutdown = true,
            LogSuspendDuration = TimeSpan.Zero,
        }.ToString();
        some.GetInt("akka.log-dead-letters").ShouldBe(3);
        some.GetBoolean("akka.log-dead-letters-during-shutdown").ShouldBeTrue();
        some.GetTimeSpan("akka.log-dead-letters-suspend-duration").ShouldBe(
            System.Threading.Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Actors_are_watched_as_the_options_say()
    {
        var debug = ((Config)new DebugOptions
        {
            Receive = true,
            AutoReceive = false,
            LifeCycle = true,
            EventStream = false,
            FiniteStateMachine = true,
            Unhandled = true,
            RouterMisconfiguration = false,
        }.ToString()).GetConfig("akka.actor.debug")!;

        string.Join(' ', debug.AsEnumerable().Select(pair => $"{pair.Key}:{pair.Value.GetBoolean()}")).ShouldBe(
            "receive:True autoreceive:False lifecycle:True fsm:True event-stream:False unhandled:True " +
            "router-misconfiguration:False");
        new DebugOptions().ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Loggers_are_chosen_in_code()
    {
        var config = NewBuilder().ConfigureLoggers(loggers =>
        {
            loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
            loggers.LogConfigOnStart = true;
            loggers.ClearLoggers().AddDefaultLogger();
            loggers.DebugOptions = new DebugOptions { Unhandled = true };
            loggers.DeadLetterOptions = new DeadLetterOptions { LogCount = 9 };
        }).Configuration.Value;

        config.GetString("akka.loglevel").ShouldBe("Warning");
        config.GetBoolean("akka.log-config-on-start").ShouldBeTrue();
        config.GetStringList("akka.loggers").Single().ShouldStartWith("Akka.Event.DefaultLogger");
        config.GetBoolean("akka.actor.debug.unhandled").ShouldBeTrue();
        config.GetInt("akka.log-dead-letters").ShouldBe(9);
    }

    private static TimeSpan Timeout(TimeSpan timeout) =>
        NewBuilder().WithActorAskTimeout(timeout).Configuration.Value.GetTimeSpan("akka.actor.ask-timeout");

    private static AkkaConfigurationBuilder NewBuilder() => new(new ServiceCollection(), "host");

    private static IConfigurationRoot Configured(params (string Key, string? Value)[] entries) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)))
            .Build();
}
