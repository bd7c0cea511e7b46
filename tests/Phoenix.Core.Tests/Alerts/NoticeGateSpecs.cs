using System.Globalization;
using FsCheck.Fluent;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Alerts;

/// <summary>No receiver is told too much, and none is left with a wrong picture.</summary>
public sealed class NoticeGateSpecs
{
    private readonly NoticeGate _gate = new(new GateSettings { PerMinute = 6, Burst = 3 });
    private Instant _now;

    [Fact]
    public void One_notice_is_one_message_at_once()
    {
        Add(NoticeKind.Raised, "ETHUSDC");

        Told().ShouldBe("Raised ETHUSDC");
        Told().ShouldBeEmpty();
    }

    [Fact]
    public void The_last_message_that_is_allowed_tells_all_that_waits()
    {
        for (var i = 0; i < 7; i++)
        {
            Add(NoticeKind.Raised, $"S{i}");
        }

        Told().ShouldBe("Raised S0");
        Told().ShouldBe("Raised S1");
        Told().ShouldBe("Raised S2, Raised S3, Raised S4, Raised S5, Raised S6");
        Told().ShouldBeEmpty();
    }

    [Fact]
    public void A_summary_is_bounded_and_says_what_follows()
    {
        for (var i = 0; i < 15; i++)
        {
            Add(NoticeKind.Raised, $"S{i:00}");
        }

        Told();
        Told();
        var summary = _gate.Next(_now)!;
        (summary.Notices.Length, summary.More).ShouldBe((10, 3));
        After(10);

        Told().ShouldBe("Raised S12, Raised S13, Raised S14");
    }

    [Fact]
    public void The_rate_counts_when_the_burst_is_used_up()
    {
        for (var i = 0; i < 3; i++)
        {
            Add(NoticeKind.Raised, $"S{i}");
            Told().ShouldNotBeEmpty();
        }

        Add(NoticeKind.Raised, "S9");
        After(9);
        Told().ShouldBeEmpty();
        After(1);

        Told().ShouldBe("Raised S9");
    }

    [Fact]
    public void What_is_critical_goes_first()
    {
        Add(NoticeKind.Raised, "ETHUSDC");
        Add(NoticeKind.Raised, "all", AlertRule.LossStop);

        Told().ShouldBe("Raised all");
    }

    [Fact]
    public void What_came_and_went_untold_is_told_as_one()
    {
        Add(NoticeKind.Raised, "ETHUSDC");
        Add(NoticeKind.Resolved, "ETHUSDC");

        Told().ShouldBe("Passed ETHUSDC");
    }

    [Fact]
    public void What_is_back_before_its_end_was_told_still_stands()
    {
        Add(NoticeKind.Resolved, "ETHUSDC");
        Add(NoticeKind.Raised, "ETHUSDC");

        Told().ShouldBe("Reminder ETHUSDC");
    }

    [Fact]
    public void What_did_not_arrive_is_told_with_what_came_since()
    {
        Add(NoticeKind.Raised, "ETHUSDC");
        var lost = _gate.Next(_now)!;
        Add(NoticeKind.Resolved, "ETHUSDC");

        _gate.PutBack(lost, _now);

        Told().ShouldBe("Passed ETHUSDC");
    }

    [Fact]
    public void News_of_what_is_long_over_is_given_up_and_what_stands_is_not()
    {
        Add(NoticeKind.Resolved, "ETHUSDC");
        Add(NoticeKind.Raised, "BTCUSDC");
        var (over, stands) = (_gate.Next(_now)!, _gate.Next(_now)!);
        _now += TimeSpan.FromHours(24);

        _gate.PutBack(over, _now);
        _gate.PutBack(stands, _now);

        new[] { Told(), Told() }.ShouldBe(["Raised BTCUSDC", ""]);
    }

    /// <summary>
    /// Goal: whatever happens, and whatever fails to arrive. Method: five alerts begin and end at random, a third of
    /// the messages do not arrive; in the end everything does, and the receiver knows exactly what stands.
    /// </summary>
    [Fact]
    public void A_receiver_knows_what_stands_in_the_end_and_was_never_told_too_much()
    {
        var step =
            from subject in Gen.Choose(0, 4)
            from pause in Gen.Choose(0, 8)
            from fails in Gen.Choose(0, 2)
            select (Subject: subject, Pause: pause, Fails: fails == 0);
        Seeded.ForAll(step.ListOf().Select(list => list.ToList()), steps =>
        {
            var settings = new GateSettings { PerMinute = 6, Burst = 3 };
            var (gate, now) = (new NoticeGate(settings), default(Instant));
            var (stands, known) = (new SortedSet<string>(), new SortedSet<string>());
            var sent = new List<Instant>();
            foreach (var (subject, pause, fails) in steps)
            {
                now += TimeSpan.FromSeconds(pause);
                var name = subject.ToString(CultureInfo.InvariantCulture);
                var began = stands.Add(name) || !stands.Remove(name);
                gate.Add(News(began ? NoticeKind.Raised : NoticeKind.Resolved, name, now));
                Deliver(fails);
                gate.Waiting.ShouldBeLessThanOrEqualTo(5);
            }

            for (var i = 0; i < 60; i++)
            {
                now += TimeSpan.FromSeconds(1);
                Deliver(fails: false);
            }

            known.ShouldBe(stands);
            sent.All(at => sent.Count(other => other >= at && other - at < TimeSpan.FromMinutes(1)) <= 9)
                .ShouldBeTrue();

            void Deliver(bool fails)
            {
                if (gate.Next(now) is not { } message)
                {
                    return;
                }

                sent.Add(now);
                if (fails)
                {
                    gate.PutBack(message, now);
                    return;
                }

                foreach (var notice in message.Notices)
                {
                    Learn(notice);
                }
            }

            void Learn(Notice notice)
            {
                (notice.Kind switch
                {
                    NoticeKind.Raised => known.Add(notice.Key.Subject),
                    NoticeKind.Resolved => known.Remove(notice.Key.Subject),
                    NoticeKind.Reminder => known.Contains(notice.Key.Subject),
                    _ => !known.Contains(notice.Key.Subject),
                }).ShouldBeTrue();
            }
        });
    }

    private static Notice News(NoticeKind kind, string subject, Instant now, AlertRule rule = AlertRule.Halted) => new(
        kind,
        new AlertCondition(new AlertKey(rule, subject), "", now),
        now,
        kind == NoticeKind.Resolved ? now : null);

    private void Add(NoticeKind kind, string subject, AlertRule rule = AlertRule.Halted) =>
        _gate.Add(News(kind, subject, _now, rule));

    private void After(int seconds) => _now += TimeSpan.FromSeconds(seconds);

    private string Told() => _gate.Next(_now) is { } message
        ? string.Join(", ", message.Notices.Select(notice => $"{notice.Kind} {notice.Key.Subject}"))
        : "";
}
