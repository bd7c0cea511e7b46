using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// The listen key: whatever becomes of it, the stream is on a living key again within its bound, no key is ended that
/// somebody uses, and the books balance.
/// </summary>
public sealed class UserStreamKeySpecs(ITestOutputHelper output)
{
    /// <summary>Quotes stand for minutes, so that nothing of ours has to show on the stream.</summary>
    private static readonly WorldOptions Idle = new()
    {
        Settings = WorldOptions.DefaultSettings with
        {
            Symbols =
            [
                .. WorldOptions.DefaultSettings.Symbols.Select(symbol => symbol with
                {
                    Grid = symbol.Grid with
                    {
                        MinDecisionInterval = TimeSpan.FromMinutes(10),
                        StartOffset = symbol.Grid.StartOffset * 200,
                        FirstSpacing = symbol.Grid.FirstSpacing * 10,
                        MaxSpacing = symbol.Grid.MaxSpacing * 10,
                    },
                }),
            ],
        },
    };

    [Fact]
    public void U01_a_key_that_expires_in_silence_is_found_by_the_first_order_that_does_not_show()
    {
        using var world = Quoting(61);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyExpire, IsSilent = true });
        recovering.Dies(DeathCause.EchoMissing, detectSeconds: 8, quoteSeconds: 3);
        Balance(world);
    }

    [Fact]
    public void U01_a_key_that_expires_in_silence_while_nothing_is_traded_is_found_by_asking_after_it()
    {
        using var world = World.Seeded(62, Idle).Quoting();
        world.RunFor(5);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyExpire, IsSilent = true });
        recovering.Dies(DeathCause.ListenKeyExpired, detectSeconds: 61, quoteSeconds: 3);
        Balance(world);
    }

    [Fact]
    public void U02_an_expiry_event_is_obeyed_at_once_and_twice_in_a_row()
    {
        using var world = Quoting(63);
        for (var time = 1; time <= 2; time++)
        {
            var recovering = new Recovering(world, output);
            world.Inject(new FaultRequest { Verb = FaultVerb.KeyExpire });
            recovering.Dies(DeathCause.ListenKeyExpired, detectSeconds: 0.2, quoteSeconds: 3);
            world.Venue.Accounts[0].ListenKeyExpiresAt.ShouldNotBeNull();
        }

        new Recovering(world, output).IsNoEvent(15); // every order shows on the stream of the new key

        Balance(world);
    }

    [Fact]
    public void U03_a_key_unknown_to_the_venue_is_created_anew_and_not_extended_for_ever()
    {
        using var world = Quoting(64);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyGone, Duration = TimeSpan.FromSeconds(100) });
        recovering.Dies(DeathCause.ListenKeyExpired, detectSeconds: 61, quoteSeconds: 3);
        world.RunFor(45); // the fault goes on
        recovering.Deaths.Count().ShouldBe(1);
        Balance(world);
    }

    [Fact]
    public void U04_keep_alives_that_fail_for_minutes_are_no_event_while_the_key_is_valid()
    {
        using var world = Quoting(65);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyFail, Duration = TimeSpan.FromMinutes(5) });
        recovering.IsNoEvent(6 * 60);
        Balance(world);
    }

    [Fact]
    public void U05_the_same_key_again_is_used_and_never_ended()
    {
        using var world = Quoting(66);
        for (var time = 1; time <= 5; time++)
        {
            var recovering = new Recovering(world, output);
            world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
            // The fifth death in a row: the backoff's ceiling is 3.2 s by then.
            recovering.Dies(DeathCause.TransportClosed, detectSeconds: 0.2, quoteSeconds: 4);
            world.Venue.Accounts[0].ListenKeyExpiresAt.ShouldNotBeNull();
        }

        Balance(world);
    }

    [Theory]
    [InlineData(false, DeathCause.ListenKeyExpired)]
    [InlineData(true, DeathCause.ListenKeyReplaced)]
    public void U06_a_key_that_somebody_else_ended_is_replaced_and_the_cause_says_so(bool another, DeathCause cause)
    {
        using var world = World.Seeded(67, Idle).Quoting();
        world.RunFor(5);
        var recovering = new Recovering(world, output);
        world.KeyCallOfSomebodyElse("DELETE");
        world.RunFor(0.5);
        if (another)
        {
            world.KeyCallOfSomebodyElse("POST");
        }

        recovering.Dies(cause, detectSeconds: 61, quoteSeconds: 3);
        Balance(world);
    }

    [Fact]
    public void U07_a_reconnect_uses_the_key_of_now_and_not_that_of_the_start()
    {
        using var world = Quoting(68);
        world.KeyCallOfSomebodyElse("DELETE");
        world.RunFor(0.1);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Eof, Target = "private" });
        recovering.Dies(DeathCause.TransportClosed, detectSeconds: 0.2, quoteSeconds: 3);
        new Recovering(world, output).IsNoEvent(15); // with the old key no order would show
        Balance(world);
    }

    [Fact]
    public void U08_U09_on_a_stream_that_never_tells_of_orders_no_more_than_one_rests()
    {
        using var world = World.Seeded(69);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Mute,
            Target = "private",
            Stream = "ORDER_TRADE_UPDATE",
            IsSticky = true,
            Duration = TimeSpan.FromHours(1),
        });
        var most = 0;
        for (var step = 0; step < 600; step++)
        {
            world.RunFor(0.05);
            most = Math.Max(most, Math.Max(world.RestingOrders("ETHUSDC"), world.RestingOrders("BTCUSDC")));
        }

        most.ShouldBe(1);
        world.Deaths.ShouldContain(death => death.Cause == DeathCause.EchoMissing);
        world.ClearFaults();
        world.Quoting();
        Balance(world);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void U19_a_keep_alive_that_is_refused_costs_nothing(int status)
    {
        using var world = Quoting(70);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = "PUT /fapi/v1/listenKey",
            Status = status,
            Count = 1,
            RetryAfter = status == 429 ? TimeSpan.FromSeconds(2) : null,
        });
        world.RunFor(75);
        recovering.Deaths.ShouldBeEmpty();
        recovering.Quotes(5);
        Balance(world);
    }

    [Fact]
    public void U19_a_creation_that_is_refused_waits_as_long_as_the_venue_demands()
    {
        using var world = Quoting(71);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = "POST /fapi/v1/listenKey",
            Status = 429,
            Count = 1,
            RetryAfter = TimeSpan.FromSeconds(20),
        });
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        world.RunFor(19.5);
        world.IsQuoting.ShouldBeFalse();
        world.UserSockets().ShouldBeEmpty();
        new Recovering(world, output).Quotes(5);
        Balance(world);
    }

    [Fact]
    public void U20_a_quiet_account_is_ready_without_waiting_for_an_event()
    {
        using var world = Quoting(72);
        world.Inject(new FaultRequest { Verb = FaultVerb.Mute, Target = "public", Duration = TimeSpan.FromSeconds(6) });
        world.RunUntil(() => world.Venue.Accounts[0].OpenOrders.IsEmpty, 8, "all quotes to be pulled");
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        recovering.Notices(() => recovering.Deaths.Any(), 0.2, "the death");
        recovering.Quotes(8);
        Balance(world);
    }

    [Fact]
    public void U19_with_rest_down_for_keys_the_key_is_had_and_kept_alive_over_the_trading_session()
    {
        using var world = World.Seeded(73);
        world.Inject(KeysFail("/fapi/v1/listenKey"));
        world.Quoting();
        new Recovering(world, output).IsNoEvent(150); // two keep-alives
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        recovering.Dies(DeathCause.TransportClosed, detectSeconds: 0.2, quoteSeconds: 3);
        world.ClearFaults();
        Balance(world);
    }

    [Theory]
    [InlineData("userDataStream.start")]
    [InlineData("userDataStream.ping")]
    public void U19_a_key_that_the_trading_session_does_not_give_is_had_by_rest(string method)
    {
        var options = new WorldOptions
        {
            Settings = WorldOptions.DefaultSettings with
            {
                ListenKey = WorldOptions.DefaultSettings.ListenKey with { Channel = KeyChannel.WebSocket },
            },
        };
        using var world = World.Seeded(74, options);
        world.Inject(KeysFail(method));
        world.Quoting();
        new Recovering(world, output).IsNoEvent(150);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        recovering.Dies(DeathCause.TransportClosed, detectSeconds: 0.2, quoteSeconds: 3);
        Balance(world);
    }

    [Fact]
    public void U19_user_stream_and_trading_session_that_die_together_do_not_wait_for_each_other()
    {
        var options = new WorldOptions
        {
            Settings = WorldOptions.DefaultSettings with
            {
                ListenKey = WorldOptions.DefaultSettings.ListenKey with { Channel = KeyChannel.WebSocket },
            },
        };
        using var world = World.Seeded(75, options).Quoting();
        world.RunFor(5);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "trading" });
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        // Orders whose reply was lost are unknown until "not found" counts, 3 s after they were sent.
        recovering.Dies(DeathCause.TransportClosed, detectSeconds: 0.2, quoteSeconds: 8);
        world.Deaths.ShouldContain(death => death.Slot == "trading-A");
        Balance(world);
    }

    private static FaultRequest KeysFail(string route) => new()
    {
        Verb = FaultVerb.Http,
        Route = route,
        Status = 503,
        Duration = TimeSpan.FromHours(1),
    };

    private static World Quoting(ulong seed)
    {
        var world = World.Seeded(seed).Quoting();
        world.RunFor(5);
        return world;
    }

    private static void Balance(World world)
    {
        world.RunFor(5);
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }
}
