using System.Collections.Immutable;
using FsCheck.Fluent;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Alerts;

/// <summary>Of each alert: told once when it begins, once when it is over, and rarely in between.</summary>
public sealed class AlertBookSpecs
{
    private readonly AlertBook _book = new(new AlertSettings());
    private readonly List<string> _told = [];
    private Instant _now;

    [Fact]
    public void An_alert_is_told_once_while_it_stands_and_once_when_it_is_over()
    {
        Run(300, "ETHUSDC");
        Run(60);

        _told.ShouldBe(["1 Raised ETHUSDC", "331 Resolved ETHUSDC"]);
    }

    [Fact]
    public void The_end_is_told_with_the_time_at_which_it_ceased()
    {
        Run(300, "ETHUSDC");

        var over = Enumerable.Range(0, 60).SelectMany(_ => Look()).Single();

        (over.Kind, over.Until).ShouldBe((NoticeKind.Resolved, default(Instant) + TimeSpan.FromSeconds(301)));
    }

    [Fact]
    public void An_alert_that_comes_back_before_it_was_over_never_was()
    {
        for (var i = 0; i < 10; i++)
        {
            Run(5, "ETHUSDC");
            Run(30);
        }

        _told.ShouldBe(["1 Raised ETHUSDC"]);
    }

    [Fact]
    public void An_alert_that_comes_back_soon_needs_twice_as_long_to_end()
    {
        Run(1, "ETHUSDC");
        Run(100);
        Run(1, "ETHUSDC");
        Run(100);
        Run(1, "ETHUSDC");
        Run(200);

        _told.ShouldBe(
        [
            "1 Raised ETHUSDC",
            "32 Resolved ETHUSDC",
            "102 Raised ETHUSDC",
            "163 Resolved ETHUSDC",
            "203 Raised ETHUSDC",
            "324 Resolved ETHUSDC",
        ]);
    }

    [Fact]
    public void An_alert_that_comes_back_late_is_like_a_new_one()
    {
        Run(1, "ETHUSDC");
        Run(700);
        Run(1, "ETHUSDC");
        Run(100);

        _told.ShouldBe(
            ["1 Raised ETHUSDC", "32 Resolved ETHUSDC", "702 Raised ETHUSDC", "733 Resolved ETHUSDC"]);
    }

    [Fact]
    public void An_alert_that_stands_is_told_again_every_four_hours()
    {
        Run((8 * 3600) + 10, "ETHUSDC");

        _told.ShouldBe(["1 Raised ETHUSDC", "14401 Reminder ETHUSDC", "28801 Reminder ETHUSDC"]);
    }

    [Fact]
    public void More_than_can_be_remembered_is_told_when_there_is_room()
    {
        var many = Enumerable.Range(0, AlertBook.Most + 1).Select(i => $"S{i:000}").ToArray();
        Run(2, many);
        _told.Count.ShouldBe(AlertBook.Most);

        Run(60, many[1..]);

        _told.Count(line => line.EndsWith("Raised S500", StringComparison.Ordinal)).ShouldBe(1);
        _book.Open.Length.ShouldBe(AlertBook.Most);
    }

    /// <summary>Goal: however conditions come and go. Method: each second one random subset of three holds.</summary>
    [Fact]
    public void Every_end_follows_a_beginning_and_whatever_lasts_is_told()
    {
        var seconds = Gen.Choose(0, 7).ListOf().Select(list => list.ToList());
        Seeded.ForAll(seconds, subsets =>
        {
            var settings = new AlertSettings
            {
                ClearAfter = TimeSpan.FromSeconds(2),
                FlapWindow = TimeSpan.FromSeconds(20),
                RemindAfter = TimeSpan.FromSeconds(10),
            };
            var (book, now) = (new AlertBook(settings), default(Instant));
            var open = new HashSet<AlertKey>();
            foreach (var subset in subsets)
            {
                now += TimeSpan.FromSeconds(1);
                ImmutableArray<AlertCondition> holding =
                    [.. Enumerable.Range(0, 3).Where(i => (subset & (1 << i)) != 0).Select(i => Holds($"{i}", now))];
                foreach (var notice in book.Update(holding, now))
                {
                    switch (notice.Kind)
                    {
                        case NoticeKind.Raised:
                            open.Add(notice.Key).ShouldBeTrue();
                            break;
                        case NoticeKind.Resolved:
                            open.Remove(notice.Key).ShouldBeTrue();
                            break;
                        default:
                            open.Contains(notice.Key).ShouldBeTrue();
                            break;
                    }
                }

                holding.All(condition => open.Contains(condition.Key)).ShouldBeTrue();
                book.Open.Select(alert => alert.Key).SequenceEqual(open.Order()).ShouldBeTrue();
            }
        });
    }

    private static AlertCondition Holds(string subject, Instant now) =>
        new(new AlertKey(AlertRule.Halted, subject), "", now);

    private void Run(int seconds, params string[] subjects)
    {
        for (var i = 0; i < seconds; i++)
        {
            foreach (var notice in Look(subjects))
            {
                _told.Add($"{(notice.At - default(Instant)).TotalSeconds} {notice.Kind} {notice.Key.Subject}");
            }
        }
    }

    private ImmutableArray<Notice> Look(params string[] subjects)
    {
        _now += TimeSpan.FromSeconds(1);
        return _book.Update([.. subjects.Select(subject => Holds(subject, _now))], _now);
    }
}
