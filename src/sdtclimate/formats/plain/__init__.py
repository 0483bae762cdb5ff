"""Tables with one row of headings: data sets, spreadsheets, and platforms that write them so."""
