using System.Globalization;

namespace Overtone.Studies.Tests;

public class InvariantCultureTests
{
    [Fact]
    public void Numbers_have_a_point_while_it_lasts()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            using (InvariantCulture.Enter())
                Assert.Equal("0.5", $"{0.5}");
            Assert.Equal("0,5", $"{0.5}");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
