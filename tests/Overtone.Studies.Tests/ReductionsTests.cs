namespace Overtone.Studies.Tests;

public class ReductionsTests
{
    private static readonly Sizes Paper = new();

    [Fact]
    public void The_papers_own_options_leave_nothing_out() => Assert.Null(Reductions.Of(new Sizes(), Paper));

    [Theory]
    [InlineData(9, "width 9 (paper: 10)")]
    [InlineData(11, null)]
    public void A_size_may_be_more(int width, string? reduction) =>
        Assert.Equal(reduction, Reductions.Of(Paper with { Width = width }, Paper));

    [Theory]
    [InlineData(20_000, "record every 20,000 (paper: 100)")]
    [InlineData(50, null)]
    public void An_interval_may_be_less(long every, string? reduction) =>
        Assert.Equal(reduction, Reductions.Of(Paper with { RecordEvery = every }, Paper));

    [Fact]
    public void A_list_must_have_all_of_the_papers_elements_in_any_order()
    {
        Assert.Null(Reductions.Of(Paper with { Kinds = [Preset.Paper, Preset.Smoke, Preset.Quick] }, Paper));
        Assert.Equal("kinds smoke (paper: smoke, paper)", Reductions.Of(Paper with { Kinds = [Preset.Smoke] }, Paper));
    }

    [Fact]
    public void Anything_else_must_be_the_same()
    {
        Assert.Equal("rate 0.01 (paper: 0.001)", Reductions.Of(Paper with { Rate = 0.01 }, Paper));
        Assert.Equal("rate 0.0001 (paper: 0.001)", Reductions.Of(Paper with { Rate = 1e-4 }, Paper));
        Assert.Equal("widths 1, 2 … 9 (paper: none)", Reductions.Of(Paper with { Widths = [1, 2, 3, 4, 9] }, Paper));
        Assert.Equal("is centred on (paper: off), rate 1 (paper: 0.001)", Reductions.Of(Paper with { Rate = 1, IsCentred = true }, Paper));
    }

    [Fact]
    public void What_null_stands_for_is_said_in_words()
    {
        Assert.Equal("images 5 (paper: all)", Reductions.Of(Paper with { Images = 5 }, Paper));
        Assert.Equal("rate 0 (paper: 0.001)", Reductions.Of(Paper with { Rate = 0 }, Paper));
    }

    [Fact]
    public void Seeds_and_what_is_drawn_are_free() => Assert.Null(Reductions.Of(Paper with { Seed = 9, Drawn = [1, 2] }, Paper));

    [Fact]
    public void Replicates_are_the_product_of_what_counts_them() => Assert.Equal(12, Reductions.Replicates(Paper));

    private sealed record Sizes : StudyOptions
    {
        [Option("", Reduced = Reduced.WhenLess)]
        public int Width { get; init; } = 10;

        [Option("", Reduced = Reduced.WhenMore)]
        public long RecordEvery { get; init; } = 100;

        [Option("", Reduced = Reduced.WhenMissing)]
        public Preset[] Kinds { get; init; } = [Preset.Smoke, Preset.Paper];

        [Option("")]
        public bool IsCentred { get; init; }

        [Option("")]
        public double Rate { get; init; } = 1e-3;

        [Option("", Unset = "all")]
        public int? Images { get; init; }

        [Option("", MayBeEmpty = true)]
        public int[] Widths { get; init; } = [];

        [Option("", Reduced = Reduced.Never)]
        public long[] Drawn { get; init; } = [];

        [Option("", Reduced = Reduced.WhenLess, CountsReplicates = true)]
        public int Draws { get; init; } = 3;

        [Option("", Reduced = Reduced.WhenLess, CountsReplicates = true)]
        public long Seeds { get; init; } = 4;
    }
}
