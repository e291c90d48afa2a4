namespace Overtone.Cli.Tests;

public class ControlCTests
{
    [Theory]
    [InlineData("0000000000001000", false)]
    [InlineData("0000000000001002", true)]
    [InlineData("0000000000001006", true)]
    [InlineData("0000000000001005", false)]
    public void The_second_bit_of_the_ignored_signals_is_ctrl_c(string mask, bool isIgnored) =>
        Assert.Equal(isIgnored, ControlC.IsIgnored(["SigBlk:\t0000000000000002", $"SigIgn:\t{mask}", "SigCgt:\t0000000000000002"]));
}
